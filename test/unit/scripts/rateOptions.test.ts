import { expect } from "chai";

import { rateOptions, readRates } from "../../../scripts/support/rateOptions.ts";
import { UsageError } from "../../../scripts/support/UsageError.ts";
import type { RateAssumptions } from "../../../sdk/bonds/paymentRates.ts";
import { sampleSheet, sheet } from "../sdk/bonds/sheets.ts";

const read = (written: object, bond = sampleSheet("green-floating")): RateAssumptions =>
  readRates(rateOptions.parse(written), bond);

describe("readRates", () => {
  it("reads index, fixings and decisions; what is left out is not known", () => {
    expect(read({ assumeIndex: "-0.05", fixing: ["1=0.477", "10=-0.1"], step: ["1=lapses"] })).to.deep.equal({
      assumedIndexPercent: "-0.05",
      fixings: [
        { payment: 1, indexPercent: "0.477" },
        { payment: 10, indexPercent: "-0.1" },
      ],
      decisions: [false],
    });
    expect(read({})).to.deep.equal({ assumedIndexPercent: undefined, fixings: [], decisions: [undefined] });
  });

  for (const [written, message] of [
    [{ assumeIndex: "0,5" }, '--assume-index is "0,5"; it must be a percentage with at most 6 decimals.'],
    [{ fixing: ["1=x"] }, '--fixing is "x"; it must be a percentage with at most 6 decimals.'],
    [{ fixing: ["11=0.5"] }, '--fixing is "11=0.5"; the bond has the coupons 1 to 10.'],
    [{ fixing: ["0.5"] }, '--fixing is "0.5"; the bond has the coupons 1 to 10.'],
    [{ step: ["2=applies"] }, '--step is "2=applies"; the bond has the steps 1 to 1.'],
    [{ step: ["1=maybe"] }, '--step is "1=maybe"; the bond has the steps 1 to 1.'],
  ] as const) {
    it(`refuses ${JSON.stringify(written)}`, () => {
      expect(() => read(written)).to.throw(UsageError, message);
    });
  }

  it("refuses an index and a step that the bond does not have", () => {
    expect(() => read({ assumeIndex: "1" }, sheet())).to.throw(
      UsageError,
      "The rate of this bond does not float",
    );
    expect(() => read({ step: ["1=applies"] }, sheet())).to.throw(UsageError, "the bond has no steps");
  });
});
