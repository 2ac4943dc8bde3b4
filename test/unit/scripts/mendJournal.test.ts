import { expect } from "chai";

import { mendJournal } from "../../../scripts/support/mendJournal.ts";

const line = (message: object): string => `\n${JSON.stringify(message)}`;
const start = line({ chainId: 31_337, type: "DEPLOYMENT_INITIALIZE" });
const begun = (futureId: string, kind = "DEPLOYMENT"): string =>
  line({ futureId, type: `${kind}_EXECUTION_STATE_INITIALIZE` });
const asked = (futureId: string): string => line({ futureId, type: "NETWORK_INTERACTION_REQUEST" });
const done = (futureId: string): string => line({ futureId, type: "DEPLOYMENT_EXECUTION_STATE_COMPLETE" });

describe("mendJournal", () => {
  it("given a whole journal, then it stays as it is", () => {
    const journal = start + begun("Kessai#A") + asked("Kessai#A") + done("Kessai#A");
    expect(mendJournal(journal)).to.equal(journal);
  });

  for (const kind of ["DEPLOYMENT", "CALL", "SEND_DATA"]) {
    it(`given a step that was begun (${kind}) and for which nothing was asked, then it is begun anew`, () => {
      const kept = start + begun("Kessai#A") + asked("Kessai#A");
      expect(mendJournal(kept + begun("Kessai#B", kind))).to.equal(kept);
    });
  }

  it("given several steps that were begun together, then those for which nothing was asked are begun anew", () => {
    const journal = start + begun("Kessai#A") + begun("Kessai#B") + asked("Kessai#B") + begun("Kessai#C");
    expect(mendJournal(journal)).to.equal(start + begun("Kessai#B") + asked("Kessai#B"));
  });

  it("given a step that sends nothing, then it stays", () => {
    const journal = start + begun("Kessai#A", "CONTRACT_AT") + begun("Kessai#B", "STATIC_CALL");
    expect(mendJournal(journal)).to.equal(journal);
  });

  it("given a last line that was not written to its end, then it goes, and what it would have asked for is begun anew", () => {
    const kept = start + begun("Kessai#A") + asked("Kessai#A");
    expect(mendJournal(kept + begun("Kessai#B") + asked("Kessai#B").slice(0, -9))).to.equal(kept);
  });

  it("given nothing, then nothing", () => {
    expect(mendJournal("")).to.equal("");
  });
});
