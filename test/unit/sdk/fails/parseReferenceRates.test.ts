import { expect } from "chai";

import { InvalidDecimalError } from "../../../../sdk/errors/InvalidDecimalError.ts";
import { parseRate } from "../../../../sdk/fails/parseRate.ts";
import { parseReferenceRates } from "../../../../sdk/fails/parseReferenceRates.ts";
import { issuesOf } from "../issuesOf.ts";

const rule = 'must be a decimal number in quotes with at most 6 decimals, such as "0.1" or "-0.1"';

describe("parseReferenceRates", () => {
  it("given dated rates, gives them, those below zero too", () => {
    const rates = [
      { date: "2016-02-16", percent: "-0.1" },
      { date: "2025-01-27", percent: "0.5" },
    ];
    expect(parseReferenceRates(rates)).to.deep.equal(rates);
  });

  it("refuses wrong rates and a date used twice by path, value and rule", () => {
    const input = [
      { date: "2025-01-27", percent: "0.5" },
      { date: "2025-01-27", percent: 0.5 },
      { date: "27 January", percent: "+0.5" },
      { date: "2025-01-28" },
      { date: "2025-01-29", percent: "0.1234567" },
    ];
    expect(issuesOf(() => parseReferenceRates(input))).to.deep.equal([
      `rates[1].percent: 0.5 - ${rule}`,
      'rates[2].date: "27 January" - must be a real calendar date written YYYY-MM-DD',
      `rates[2].percent: "+0.5" - ${rule}`,
      `rates[3].percent: (missing) - is required: ${rule}`,
      `rates[4].percent: "0.1234567" - ${rule}`,
      'rates[1].date: "2025-01-27" - must differ from rates[0].date',
    ]);
  });

  it("refuses an empty table with the code REFERENCE_RATES_INVALID", () => {
    expect(() => parseReferenceRates([]))
      .to.throw("rates: [] - must be a list of at least one item")
      .with.property("code", "REFERENCE_RATES_INVALID");
  });
});

describe("parseRate", () => {
  for (const [text, percentE6] of [
    ["0", 0n],
    ["-0", 0n],
    ["3", 3_000_000n],
    ["-0.1", -100_000n],
    ["0.000001", 1n],
  ] as const) {
    it(`reads "${text}" as ${percentE6}`, () => expect(parseRate(text)).to.equal(percentE6));
  }

  for (const text of ["", "-", "--1", "+1", "1 %", "1e2", "1.", "0.0000001"]) {
    it(`refuses "${text}"`, () => expect(() => parseRate(text)).to.throw(InvalidDecimalError));
  }
});
