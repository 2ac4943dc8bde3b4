import { expect } from "chai";

import { addressesInJournal } from "../../../scripts/support/addressesInJournal.ts";

describe("addressesInJournal", () => {
  it("gives the contracts that were completed, and no calls, failures or beginnings", () => {
    const type = "DEPLOYMENT_EXECUTION_STATE_COMPLETE";
    const messages = [
      { chainId: 31_337, type: "DEPLOYMENT_INITIALIZE" },
      { futureId: "Kessai#A", type: "DEPLOYMENT_EXECUTION_STATE_INITIALIZE" },
      { futureId: "Kessai#A", type, result: { type: "SUCCESS", address: "0xA1" } },
      { futureId: "Kessai#B", type, result: { type: "REVERTED_TRANSACTION" } },
      { futureId: "Kessai#A.call", type: "CALL_EXECUTION_STATE_COMPLETE", result: { type: "SUCCESS" } },
    ];
    const journal = messages.map((message) => `\n${JSON.stringify(message)}`).join("");
    expect(addressesInJournal(journal)).to.deep.equal({ "Kessai#A": "0xA1" });
    expect(addressesInJournal("")).to.deep.equal({});
  });
});
