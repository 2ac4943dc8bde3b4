import { expect } from "chai";
import fc from "fast-check";

import { couponDates } from "../../../../sdk/bonds/couponDates.ts";
import { couponSeries } from "../../../../sdk/bonds/couponSeries.ts";
import { COUPONS_PER_YEAR } from "../../../../sdk/bonds/types.ts";
import type { BondTerms } from "../../../../sdk/bonds/types.ts";
import { addDays } from "../../../../sdk/calendar/addDays.ts";
import { addMonths } from "../../../../sdk/calendar/addMonths.ts";
import { dateFromDayNumber } from "../../../../sdk/calendar/dateFromDayNumber.ts";
import { parseCalendarDate as day } from "../../../../sdk/calendar/parseCalendarDate.ts";
import { InvalidScheduleError } from "../../../../sdk/errors/InvalidScheduleError.ts";
import { regularBond } from "./terms.ts";

/** Dates in a bond's terms as texts. */
type Texts = Partial<
  Record<"issueDate" | "maturityDate" | "firstCouponDate" | "lastRegularCouponDate", string>
>;

function terms(dates: Texts, more: Partial<BondTerms> = {}): BondTerms {
  const read = Object.fromEntries(Object.entries(dates).map(([field, text]) => [field, day(text)]));
  return { ...regularBond, ...more, ...read };
}

describe("couponSeries", () => {
  // Dates worked out by hand.
  for (const [what, dates, more, expected, lastRegularDate] of [
    [
      "a short first period, counted back from maturity",
      { issueDate: "2025-04-10", maturityDate: "2026-09-14" },
      {},
      ["2025-09-14", "2026-03-14", "2026-09-14"],
      undefined,
    ],
    [
      "a long first period, counted back from maturity",
      { issueDate: "2025-04-10", firstCouponDate: "2026-03-14", maturityDate: "2026-09-14" },
      {},
      ["2026-03-14", "2026-09-14"],
      undefined,
    ],
    [
      "a short last period, counted forward from a first coupon a regular period after issue",
      { issueDate: "2025-03-14", firstCouponDate: "2025-09-14", maturityDate: "2026-06-30" },
      {},
      ["2025-09-14", "2026-03-14", "2026-06-30"],
      "2026-03-14",
    ],
    [
      "a short last period, counted forward from a first coupon at the end of a month",
      { issueDate: "2024-08-31", firstCouponDate: "2025-02-28", maturityDate: "2026-01-15" },
      {},
      ["2025-02-28", "2025-08-31", "2026-01-15"],
      "2025-08-31",
    ],
    [
      "a short first and a short last period, counted forward from a first coupon on the roll day",
      { issueDate: "2025-01-20", firstCouponDate: "2025-03-31", maturityDate: "2025-11-15" },
      { couponsPerYear: 4, rollDay: 31 },
      ["2025-03-31", "2025-06-30", "2025-09-30", "2025-11-15"],
      "2025-09-30",
    ],
    [
      "a long first and a short last period, counted forward from a first coupon on the roll day",
      { issueDate: "2024-11-20", firstCouponDate: "2025-03-30", maturityDate: "2025-08-15" },
      { couponsPerYear: 4, rollDay: 30 },
      ["2025-03-30", "2025-06-30", "2025-08-15"],
      "2025-06-30",
    ],
    [
      "a long first and a long last period, counted back from the last regular coupon",
      {
        issueDate: "2025-01-20",
        firstCouponDate: "2025-06-30",
        lastRegularCouponDate: "2025-09-30",
        maturityDate: "2026-02-15",
      },
      { couponsPerYear: 4, rollDay: 30 },
      ["2025-06-30", "2025-09-30", "2026-02-15"],
      "2025-09-30",
    ],
    [
      "a single coupon, shorter than a period",
      { issueDate: "2025-03-14", maturityDate: "2025-06-13" },
      {},
      ["2025-06-13"],
      undefined,
    ],
    [
      "a roll day of 29 over a common year",
      { issueDate: "2023-08-29", maturityDate: "2025-02-28" },
      { rollDay: 29 },
      ["2024-02-29", "2024-08-29", "2025-02-28"],
      undefined,
    ],
    [
      "a roll day of 30 over February",
      { issueDate: "2023-08-30", maturityDate: "2025-02-28" },
      { rollDay: 30 },
      ["2024-02-29", "2024-08-30", "2025-02-28"],
      undefined,
    ],
    [
      "ends of months by a roll day of 31",
      { issueDate: "2024-10-31", maturityDate: "2025-04-30" },
      { couponsPerYear: 12, rollDay: 31 },
      ["2024-11-30", "2024-12-31", "2025-01-31", "2025-02-28", "2025-03-31", "2025-04-30"],
      undefined,
    ],
    [
      "no coupons",
      { issueDate: "2025-03-14", maturityDate: "2030-06-13" },
      { zeroCoupon: true },
      ["2030-06-13"],
      undefined,
    ],
  ] as const) {
    it(`given ${what}`, () => {
      const bond = terms(dates, more);
      expect(couponDates(bond)).to.deep.equal(expected);
      expect(couponSeries(bond).lastRegularDate).to.equal(lastRegularDate);
    });
  }

  for (const [what, dates, more, field, rule] of [
    [
      "a first coupon neither on the series nor a period after issue",
      { firstCouponDate: "2025-09-15" },
      {},
      "firstCouponDate",
      "must be 2025-09-14 or 2026-03-14, counted back from the last date",
    ],
    [
      "a first coupon more than two periods after issue, off the series of maturity",
      { firstCouponDate: "2026-09-30" },
      { rollDay: 30 },
      "firstCouponDate",
      "must be at most two coupon periods after the issue date",
    ],
    [
      "a first coupon off the roll day",
      { firstCouponDate: "2025-09-13" },
      { rollDay: 14 },
      "firstCouponDate",
      "must be 2025-09-14 or 2026-03-14, counted back from the last date",
    ],
    [
      "a first coupon on the issue date",
      { firstCouponDate: "2025-03-14" },
      {},
      "firstCouponDate",
      "must be 2025-09-14 or 2026-03-14, counted back from the last date",
    ],
    [
      "a first coupon after maturity",
      { firstCouponDate: "2031-03-14" },
      {},
      "firstCouponDate",
      "must be 2025-09-14 or 2026-03-14, counted back from the last date",
    ],
    [
      "a roll day that neither maturity nor a first coupon has",
      { firstCouponDate: "2025-09-14" },
      { rollDay: 31 },
      "rollDay",
      "must be the day of 2030-03-14, or later when that is the end of its month",
    ],
  ] as const) {
    it(`given ${what}, refuses and says which field`, () => {
      expect(() => couponSeries(terms(dates, more)))
        .to.throw(InvalidScheduleError)
        .that.includes({ code: "SCHEDULE_INVALID", field, rule });
    });
  }

  it("counts the same dates forward from the first coupon as back from the last regular one", () => {
    const bonds = fc.record({
      issueDate: fc.integer({ min: 10_000, max: 20_000 }).map(dateFromDayNumber),
      couponsPerYear: fc.constantFrom(...COUPONS_PER_YEAR),
      coupons: fc.integer({ min: 1, max: 24 }),
      restDays: fc.integer({ min: 1, max: 27 }),
    });
    fc.assert(
      fc.property(bonds, ({ issueDate, couponsPerYear, coupons, restDays }) => {
        const rollDay = Number(issueDate.slice(8));
        const after = (periods: number) =>
          addMonths({ date: issueDate, months: (periods * 12) / couponsPerYear, rollDay });
        const lastRegularCouponDate = after(coupons);
        const maturityDate = addDays(lastRegularCouponDate, restDays);
        const bond = { ...regularBond, issueDate, maturityDate, couponsPerYear, rollDay };
        const forward = couponDates({ ...bond, firstCouponDate: after(1) });
        expect(forward).to.deep.equal(couponDates({ ...bond, lastRegularCouponDate }));
        expect(forward).to.have.length(coupons + 1);
      }),
    );
  });
});
