import { expect } from "chai";
import { id } from "ethers";

import type { EvidenceFile } from "../../../../sdk/trading/EvidenceFile.ts";
import { FINDING_SEVERITIES, SEVERITIES } from "../../../../sdk/trading/EvidenceReport.ts";
import { must } from "../../../support/must.ts";
import { MUTATIONS, timed } from "./evidenceMutations.ts";
import {
  acknowledged,
  DECIDED_AT,
  honestFile,
  idOf,
  offered,
  shortOf,
  verify,
  wordOf,
} from "./evidenceSamples.ts";
import { addressOf, ANSWER_BY, DEALERS } from "./samples.ts";

let file: EvidenceFile;
async function load(): Promise<void> {
  file = await honestFile();
}

/** Findings that leave no doubt that all answers are there. */
const COMPLETE_WITH: ReadonlySet<string> = new Set([
  ...["requestNotSigned", "decidedBeforeAsked", "answerRepeated"],
  ...["receivedBeforeAsked", "receivedOutOfOrder", "receivedAfterDecision", "answeredLate", "notAwaited"],
  ...[
    "chosenAbsent",
    "chosenNotTakeable",
    "notTakeable",
    "notBestWithoutReason",
    "notBest",
    "reasonNotNeeded",
  ],
  ...["notJustified", "justified", "justificationNotNeeded", "referenceWithoutSource", "lateBetter"],
]);

describe("verifyEvidence: evidence that was false from the beginning", () => {
  before(load);

  for (const [name, change, expected] of MUTATIONS) {
    it(`given ${name}, finds ${expected.join(", ")}`, async () => {
      const mutated = await change(file);
      const report = verify(mutated);
      expect(shortOf(report.findings)).to.deep.equal(expected);
      expect(report.isComplete).to.equal(report.findings.every(({ code }) => COMPLETE_WITH.has(code)));
      expect(report.isSound).to.equal(report.findings.every(({ severity }) => severity !== "error"));
      for (const { code, severity, text } of report.findings) {
        expect(severity).to.equal(FINDING_SEVERITIES[code]);
        expect(text)
          .to.match(/^\S.*\S$/s)
          .and.not.to.include("undefined");
      }
    });
  }

  it("finds everything that there is a code for", () => {
    const codes = MUTATIONS.flatMap(([, , expected]) => expected.map((each) => each.replace(/ .*/, "")));
    const elsewhere = ["unreadable", "hashDiffers"];
    expect([...new Set([...codes, ...elsewhere])].toSorted()).to.deep.equal(
      Object.keys(FINDING_SEVERITIES).toSorted(),
    );
  });

  it("tells findings in one order, whatever order dealers, acknowledgements and time-outs stand in", async () => {
    const late = await offered("dealer 4", { cashPerUnit: 1n }, DECIDED_AT + 1n);
    const wrong: EvidenceFile = {
      ...file,
      ...{ reason: "x", dealersSalt: id("other"), late: [late], decidedAt: ANSWER_BY - 1n },
      acknowledgements: file.acknowledgements.slice(0, 4),
      timeOuts: DEALERS.map(addressOf),
    };
    const turned: EvidenceFile = {
      ...wrong,
      dealers: wrong.dealers.toReversed(),
      acknowledgements: wrong.acknowledgements.toReversed(),
      timeOuts: wrong.timeOuts.toReversed(),
    };
    const committed = wordOf(wrong);
    const [one, other] = [wrong, turned].map((each) => verify(each, { committed }).findings);
    const rest = must(other).filter(({ code }) => code !== "hashDiffers");
    expect(rest).to.deep.equal(must(one));
    const places = rest.map(({ severity }) => SEVERITIES.indexOf(severity));
    expect(places).to.deep.equal(places.toSorted((a, b) => a - b));
    expect(new Set(rest.map(({ severity }) => severity)).size).to.equal(3);
  });

  it("given one finding twice, tells it twice", async () => {
    const forged = { ...(await acknowledged("dealer 1", [])), signature: "0x" };
    const { findings } = verify({ ...file, acknowledgements: [...file.acknowledgements, forged, forged] });
    expect(shortOf(findings)).to.deep.equal([
      "acknowledgementForged dealer 1",
      "acknowledgementForged dealer 1",
    ]);
  });

  it("given a choice that is not there, says whether it was late", async () => {
    const late = await offered("dealer 4", {}, DECIDED_AT + 1n);
    const textOf = (given: EvidenceFile) =>
      verify(given).findings.find(({ code }) => code === "chosenAbsent")?.text;
    const chosen = idOf(late);
    expect(textOf({ ...file, chosen })).to.equal(
      `The answer chosen, ${chosen}, is none of the quotes that are there.`,
    );
    expect(textOf({ ...file, chosen, late: [late] })).to.equal(
      `The answer chosen, ${chosen}, was received after the decision.`,
    );
  });

  it("given moments that no calendar has, still tells them", () => {
    const { findings } = verify(timed(file, 2, 2n ** 64n - 1n));
    expect(findings.map(({ text }) => text)).to.deep.equal([
      `The pass of ${addressOf("dealer 3")} was received at millisecond 18446744073709551615, after the decision.`,
    ]);
  });
});
