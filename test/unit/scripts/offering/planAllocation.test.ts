import { expect } from "chai";

import { planAllocation } from "../../../../scripts/support/offering/planAllocation.ts";
import { UsageError } from "../../../../scripts/support/UsageError.ts";
import { readOrderJob } from "../../../../scripts/support/offering/readOrderJob.ts";
import { accountOf } from "../../sdk/offering/sheetSamples.ts";
import { NRI, story } from "./story.ts";

const context = { book: { accountOf }, names: () => undefined };

describe("The allocation of the NRI bond at 100.00", () => {
  const pricing = {
    pricePerUnit: 100_000_000n,
    spreadE8: 383_000n,
    referenceYieldE8: 1_100_000n,
    isManual: false,
  };
  const byRule = [8n, 6n, 4n, 3n, 3n, 4n, 0n, 2n];
  const investors = readOrderJob(NRI).tickets.map(({ investor }) => investor);
  const lines = (units: readonly bigint[]) =>
    units.flatMap((each, index) =>
      each === 0n ? [] : [{ investor: investors[index] ?? "", amount: each * 100_000_000n }],
    );
  const plan = (units?: readonly bigint[], isManual = false) =>
    planAllocation(context, {
      ...story(),
      pricing: { ...pricing, isManual },
      classesOf: () => [],
      lines: units === undefined ? undefined : lines(units),
    });

  it("gives eight investors 30 units by the rule, as docs/issuance.md reckons them by hand", () => {
    const { given, byRule: rule } = plan();
    expect(rule.allotments.map(({ units }) => units)).to.deep.equal(byRule);
    expect(given.map(({ position }) => position)).to.deep.equal([0n, 1n, 2n, 3n, 4n, 5n, 7n]);
  });

  it("that somebody made and that is the rule's goes as one by the rule", () => {
    expect(plan(byRule).given).to.deep.equal(plan().given);
  });

  it("that departs needs a price that was fixed for it", () => {
    const departing = [8n, 6n, 4n, 4n, 3n, 4n, 0n, 1n];
    expect(() => plan(departing)).to.throw(UsageError, "departs from the rule");
    expect(plan(departing, true).given.map(({ units }) => units)).to.deep.equal([8n, 6n, 4n, 4n, 3n, 4n, 1n]);
  });

  for (const [what, units, message] of [
    [
      "gives more than is asked for",
      [11n, 6n, 4n, 3n, 3n, 3n, 0n, 0n],
      "Position 1 is allotted 11 units, but asks for 10.",
    ],
    [
      "gives fewer than are taken",
      [2n, 6n, 4n, 3n, 3n, 4n, 0n, 2n],
      "Position 1 is allotted 2 units, but takes no fewer than 3.",
    ],
    [
      "fills an order outside its limit",
      [8n, 6n, 4n, 3n, 3n, 4n, 1n, 1n],
      "Position 7 is allotted 1 units, but the price is not within its limits.",
    ],
    [
      "gives more than is offered",
      [10n, 8n, 6n, 4n, 3n, 0n, 0n, 0n],
      "31 units are allotted of 30 that are offered.",
    ],
  ] as const) {
    it(`that ${what} cannot be, whoever approves it`, () => {
      expect(() => plan(units, true)).to.throw(UsageError, message);
    });
  }
});
