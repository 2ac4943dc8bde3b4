import { expect } from "chai";

import { parseSignedDecimal } from "../../../../sdk/bonds/parseSignedDecimal.ts";
import { paymentRates } from "../../../../sdk/bonds/paymentRates.ts";
import type { PaymentRatesOptions } from "../../../../sdk/bonds/paymentRates.ts";
import { parseCalendarDate as day } from "../../../../sdk/calendar/parseCalendarDate.ts";
import { InvalidDecimalError } from "../../../../sdk/errors/InvalidDecimalError.ts";

const floating = { index: "TONA", marginPercent: "0.35" };
const step = { target: "rating", decideBy: day("2026-03-31"), firstPayment: 2, stepPercent: "0.25" };
const down = { ...step, firstPayment: 3, stepPercent: "-0.5" };

function rates(options: Partial<PaymentRatesOptions>): readonly bigint[] {
  return paymentRates({ couponRatePercent: "0", count: 3, ...options }).map(({ rateE8 }) => rateE8);
}

describe("paymentRates", () => {
  for (const [what, options, expected] of [
    ["a fixed rate", { couponRatePercent: "1.483" }, [1_483_000n, 1_483_000n, 1_483_000n]],
    [
      "steps that nobody decided: the one up applies, the one down lapses",
      { couponRatePercent: "1", steps: [step, down] },
      [1_000_000n, 1_250_000n, 1_250_000n],
    ],
    [
      "steps decided the other way",
      { couponRatePercent: "1", steps: [step, down], decisions: [false, true] },
      [1_000_000n, 1_000_000n, 500_000n],
    ],
    ["an index supposed", { floating, assumedIndexPercent: "0.5" }, [850_000n, 850_000n, 850_000n]],
    [
      "a fixing, and nothing after it: the index of the coupon before",
      { floating, fixings: [{ payment: 2, indexPercent: "0.1" }] },
      [0n, 450_000n, 450_000n],
    ],
    [
      "no fixing at all: the floor, whatever the steps",
      { floating: { ...floating, floorPercent: "0.2" }, steps: [step] },
      [200_000n, 200_000n, 200_000n],
    ],
    ["a negative index below the margin: zero", { floating, assumedIndexPercent: "-0.4" }, [0n, 0n, 0n]],
    [
      "a cap, which holds after the step",
      { floating: { ...floating, capPercent: "1" }, steps: [step], assumedIndexPercent: "0.6" },
      [950_000n, 1_000_000n, 1_000_000n],
    ],
  ] as const) {
    it(`given ${what}, gives the rate of every coupon`, () => {
      expect(rates(options)).to.deep.equal(expected);
    });
  }

  it("says where each rate comes from", () => {
    const bases = (options: Partial<PaymentRatesOptions>): readonly string[] =>
      paymentRates({ couponRatePercent: "0", count: 3, ...options }).map(({ basis }) => basis);
    const fixings = [{ payment: 2, indexPercent: "0.1" }];
    expect(bases({})).to.deep.equal(["terms", "terms", "terms"]);
    expect(bases({ floating, fixings })).to.deep.equal(["floor", "fixing", "previous"]);
    expect(bases({ floating, fixings, assumedIndexPercent: "1" })).to.deep.equal([
      "assumed",
      "fixing",
      "assumed",
    ]);
  });
});

describe("parseSignedDecimal", () => {
  it("reads a minus sign, and refuses what parseDecimal does", () => {
    expect([parseSignedDecimal("-0.1", 6), parseSignedDecimal("0.1", 6)]).to.deep.equal([
      -100_000n,
      100_000n,
    ]);
    for (const text of ["--1", "+1", "-", "-1.", "- 1"])
      expect(() => parseSignedDecimal(text, 6)).to.throw(InvalidDecimalError, `"${text}"`);
  });
});
