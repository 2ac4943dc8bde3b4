import { expect } from "chai";
import fc from "fast-check";

import { accruedInterestAt } from "../../../../sdk/bonds/accruedInterestAt.ts";
import { addDays } from "../../../../sdk/calendar/addDays.ts";
import { parseCalendarDate as day } from "../../../../sdk/calendar/parseCalendarDate.ts";
import { InvalidAmountError } from "../../../../sdk/errors/InvalidAmountError.ts";
import { SettlementDateError } from "../../../../sdk/errors/SettlementDateError.ts";
import { accruedPerYen } from "../../../../sdk/offering/accruedPerYen.ts";
import { allotmentAmount } from "../../../../sdk/offering/allotmentAmount.ts";
import { floatingSheet, sheet } from "../bonds/sheets.ts";
import type { Sheet } from "../bonds/sheets.ts";

const terms = { facePerUnit: 100_000_000n, accruedPerYenE13: 39_817_530_000n };

/** Six coupons a year, whose last day can accrue more than the coupon. */
const SIX_COUPONS = sheet({
  issueDate: "2025-03-18",
  maturityDate: "2030-03-18",
  couponsPerYear: 6n,
  couponRatePercent: "1.234567",
});

/** The rule of the market, that of the terms, and one whose interest runs between business days. */
const BONDS: readonly (readonly [name: string, bond: Sheet])[] = [
  ["the Japanese rule", sheet()],
  ["a rate with six decimals", sheet({ couponRatePercent: "3.141592" })],
  ["ACT/360 between business days", sheet({ dayCount: "act360", accrual: "adjusted" })],
  ["six coupons a year", SIX_COUPONS],
  ["one coupon a year", sheet({ couponsPerYear: 1n, couponRatePercent: "0.777777" })],
];

describe("allotmentAmount", () => {
  it("is the price alone on a first issue, and truncates the interest of a tap once for all units", () => {
    const first = { facePerUnit: 100_000_000n, accruedPerYenE13: 0n };
    expect(allotmentAmount({ terms: first, units: 3n, pricePerUnit: 99_500_000n })).to.equal(298_500_000n);
    // 300 million x 0.003981753 = 1,194,525.9 (by hand)
    expect(allotmentAmount({ terms, units: 3n, pricePerUnit: 99_500_000n })).to.equal(299_694_525n);
    expect(allotmentAmount({ terms, units: 0n, pricePerUnit: 99_500_000n })).to.equal(0n);
  });

  it("refuses a negative number of units", () => {
    expect(() => allotmentAmount({ terms, units: -1n, pricePerUnit: 1n })).to.throw(InvalidAmountError);
  });
});

describe("accruedPerYen", () => {
  it("is the coupon on 1 yen to the 13th decimal where more days would exceed it (by hand)", () => {
    // 61 days from 18 July to 17 September 2025: 1.234567 x 61/365 = 0.2063 is more than 1.234567 / 6 = 0.20576116666|66.
    const paymentDate = day("2025-09-17");
    expect(accruedInterestAt({ ...SIX_COUPONS, face: 1n, settlementDate: paymentDate }).capped).to.equal(
      true,
    );
    expect(accruedPerYen({ ...SIX_COUPONS, paymentDate })).to.equal(20_576_116_666n);
  });

  it("is nothing on the issue date, whatever the rate will be", () => {
    const bond = floatingSheet({ floating: { index: "TONA", marginPercent: "0.1" } });
    expect(accruedPerYen({ ...bond, paymentDate: day("2025-03-14") })).to.equal(0n);
  });

  for (const [name, { termSheet, schedule }] of BONDS) {
    it(`times any face, truncated, is the accrued interest of the house: ${name}`, () => {
      const cases = fc.record({
        units: fc.bigInt({ min: 0n, max: 10n ** 6n }),
        facePerUnit: fc.bigInt({ min: 1n, max: 10n ** 12n }),
        after: fc.integer({ min: 0, max: 5 * 365 }),
      });
      let compared = 0;
      fc.assert(
        fc.property(cases, ({ units, facePerUnit, after }) => {
          const paymentDate = addDays(termSheet.issueDate, after);
          try {
            const accruedPerYenE13 = accruedPerYen({ termSheet, schedule, paymentDate });
            const face = units * facePerUnit;
            const { amount } = accruedInterestAt({ schedule, face, settlementDate: paymentDate });
            compared += 1;
            const found = allotmentAmount({
              terms: { facePerUnit, accruedPerYenE13 },
              units,
              pricePerUnit: 0n,
            });
            expect(found).to.equal(amount);
          } catch (error) {
            if (!(error instanceof SettlementDateError)) throw error;
          }
        }),
      );
      expect(compared).to.be.above(50);
    });
  }
});
