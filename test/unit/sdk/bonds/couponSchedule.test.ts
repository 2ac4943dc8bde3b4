import { expect } from "chai";
import fc from "fast-check";

import { couponSchedule } from "../../../../sdk/bonds/couponSchedule.ts";
import { formatDecimal } from "../../../../sdk/bonds/formatDecimal.ts";
import { COUPONS_PER_YEAR } from "../../../../sdk/bonds/types.ts";
import type { BondTerms } from "../../../../sdk/bonds/types.ts";
import { addMonths } from "../../../../sdk/calendar/addMonths.ts";
import { dateFromDayNumber } from "../../../../sdk/calendar/dateFromDayNumber.ts";
import { isBusinessDay } from "../../../../sdk/calendar/isBusinessDay.ts";
import { parseCalendarDate as day } from "../../../../sdk/calendar/parseCalendarDate.ts";
import { DateOutsideCalendarError } from "../../../../sdk/errors/DateOutsideCalendarError.ts";
import { InvalidScheduleError } from "../../../../sdk/errors/InvalidScheduleError.ts";
import { regularBond } from "./terms.ts";

describe("couponSchedule", () => {
  describe("given a bond with regular periods", () => {
    const schedule = couponSchedule(regularBond);

    it("has one coupon each half-year, from issue to maturity", () => {
      expect(schedule.periods.map(({ endDate }) => endDate)).to.deep.equal(
        [2025, 2026, 2027, 2028, 2029].flatMap((year) => [`${year}-09-14`, `${year + 1}-03-14`]),
      );
      expect(schedule.periods.map(({ number }) => number)).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      expect(schedule.periods.every(({ kind }) => kind === "regular")).to.equal(true);
    });

    it("pays the same on each, whatever the days (NRI 15th: 0.0074150000000 per yen)", () => {
      expect(new Set(schedule.periods.map(({ days }) => days))).to.deep.equal(new Set([184, 181, 182]));
      for (const { interestPerYenE13 } of schedule.periods) {
        expect(formatDecimal(interestPerYenE13, 13)).to.equal("0.0074150000000");
      }
    });

    it("pays before a Sunday and the holiday after it, to the holders of the business day before", () => {
      // Calendar of September 2025: the 14th is a Sunday, the 15th Respect for the Aged Day.
      expect(schedule.periods[0]).to.include({
        paymentDate: "2025-09-12",
        recordDate: "2025-09-11",
        endDate: "2025-09-14",
      });
    });

    it("closes the register three business days before redemption", () => {
      // Calendar of March 2030: the 14th is a Thursday.
      expect(schedule).to.include({ redemptionDate: "2030-03-14", closedFrom: "2030-03-11" });
    });
  });

  it("given a bond due on a Saturday, redeems on the Friday (Japan Exchange Group, 2023-06-03)", () => {
    const terms = {
      ...regularBond,
      couponRatePercent: "0.050",
      issueDate: day("2022-06-03"),
      maturityDate: day("2023-06-03"),
    };
    const { periods, redemptionDate, closedFrom } = couponSchedule(terms);
    expect({ redemptionDate, closedFrom }).to.deep.equal({
      redemptionDate: "2023-06-02",
      closedFrom: "2023-05-30",
    });
    expect(periods.map(({ paymentDate }) => paymentDate)).to.deep.equal(["2022-12-02", "2023-06-02"]);
  });

  it("given an issue within a half-year, has a short first period (157 of 184 days, vector of the stub)", () => {
    const [first, second] = couponSchedule({ ...regularBond, issueDate: day("2025-04-10") }).periods;
    expect(first).to.deep.include({
      kind: "short",
      days: 157,
      yearFraction: { numerator: 157n, denominator: 368n },
    });
    expect(formatDecimal(first?.interestPerYenE13 ?? 0n, 13)).to.equal("0.0063269293478");
    expect(second).to.include({ kind: "regular", startDate: "2025-09-14" });
  });

  it("given a later first coupon date, has a long first period (ICMA: 157/184 + 1 half-years)", () => {
    const terms = { ...regularBond, issueDate: day("2025-04-10"), firstCouponDate: day("2026-03-14") };
    const [first, second] = couponSchedule(terms).periods;
    expect(first).to.deep.include({
      kind: "long",
      days: 338,
      yearFraction: { numerator: 341n, denominator: 368n },
    });
    expect(second).to.include({ kind: "regular", endDate: "2026-09-14" });
  });

  it("given a last regular coupon date, has a short last period (91 of 184 days, counted on a calendar)", () => {
    const terms = {
      ...regularBond,
      maturityDate: day("2030-06-13"),
      lastRegularCouponDate: day("2030-03-14"),
    };
    const last = couponSchedule(terms).periods.at(-1);
    expect(last).to.deep.include({
      kind: "short",
      days: 91,
      yearFraction: { numerator: 91n, denominator: 368n },
    });
  });

  it("given a last regular coupon date further back, has a long last period (1 + 91/184 half-years)", () => {
    const terms = {
      ...regularBond,
      maturityDate: day("2030-06-13"),
      lastRegularCouponDate: day("2029-09-14"),
    };
    const last = couponSchedule(terms).periods.at(-1);
    expect(last).to.deep.include({
      kind: "long",
      startDate: "2029-09-14",
      yearFraction: { numerator: 275n, denominator: 368n },
    });
  });

  it("given the ISDA/ICMA examples of stubs, gives their fractions (ISDA paper on ACT/ACT, 1998)", () => {
    // Short first 1999-02-01 to 1999-07-01, yearly: 150/365.
    // Long first 2002-08-15 to 2003-07-15: 337/368 of a year.
    const short = {
      ...regularBond,
      couponsPerYear: 1 as const,
      issueDate: day("1999-02-01"),
      maturityDate: day("2000-07-01"),
    };
    expect(couponSchedule(short).periods[0]?.yearFraction).to.deep.equal({
      numerator: 150n,
      denominator: 365n,
    });
    const long = {
      ...regularBond,
      issueDate: day("2002-08-15"),
      firstCouponDate: day("2003-07-15"),
      maturityDate: day("2004-01-15"),
    };
    expect(couponSchedule(long).periods[0]?.yearFraction).to.deep.equal({
      numerator: 337n,
      denominator: 368n,
    });
  });

  it("given a roll day, keeps coupons at the ends of months", () => {
    const terms = {
      ...regularBond,
      issueDate: day("2024-08-31"),
      maturityDate: day("2027-02-28"),
      rollDay: 31,
    };
    expect(couponSchedule(terms).periods.map(({ endDate, kind }) => `${endDate} ${kind}`)).to.deep.equal([
      "2025-02-28 regular",
      "2025-08-31 regular",
      "2026-02-28 regular",
      "2026-08-31 regular",
      "2027-02-28 regular",
    ]);
  });

  for (const [what, change, field, rule] of [
    [
      "maturity on the issue date",
      { maturityDate: day("2025-03-14") },
      "maturityDate",
      "must be after the issue date",
    ],
    [
      "a first coupon off the series",
      { firstCouponDate: day("2025-09-15") },
      "firstCouponDate",
      "must be 2025-09-14 or 2026-03-14, counted back from the last date",
    ],
    [
      "a first coupon two periods late",
      { firstCouponDate: day("2026-09-14") },
      "firstCouponDate",
      "must be 2025-09-14 or 2026-03-14, counted back from the last date",
    ],
    [
      "a last coupon after maturity",
      { lastRegularCouponDate: day("2030-03-15") },
      "lastRegularCouponDate",
      "must lie between the issue date and the maturity date",
    ],
    [
      "a last coupon on issue",
      { lastRegularCouponDate: day("2025-03-14") },
      "lastRegularCouponDate",
      "must lie between the issue date and the maturity date",
    ],
    [
      "a last coupon a year before maturity",
      { lastRegularCouponDate: day("2029-03-14") },
      "lastRegularCouponDate",
      "must be less than two coupon periods before the maturity date",
    ],
    [
      "a roll day not that of maturity",
      { rollDay: 15 },
      "rollDay",
      "must be the day of 2030-03-14, or later when that is the end of its month",
    ],
    [
      "a record date before issue",
      { recordDateRule: { businessDaysBeforePayment: 200 } },
      "recordDateRule",
      "must not put a record date before the issue date",
    ],
    [
      "a fractional number of days",
      { recordDateRule: { businessDaysBeforePayment: 1.5 } },
      "businessDaysBeforePayment",
      "must be a whole number of days, zero or more",
    ],
    [
      "a negative closed period",
      { closedPeriodRule: { businessDaysBeforeRedemption: -1 } },
      "businessDaysBeforeRedemption",
      "must be a whole number of days, zero or more",
    ],
    [
      "a register closed from issue",
      { closedPeriodRule: { businessDaysBeforeRedemption: 1_300 } },
      "closedPeriodRule",
      "must leave the register open after the issue date",
    ],
  ] as const) {
    it(`given ${what}, refuses and says which field`, () => {
      const terms: BondTerms = { ...regularBond, ...change };
      expect(() => couponSchedule(terms))
        .to.throw(InvalidScheduleError)
        .that.includes({ code: "SCHEDULE_INVALID", field, rule });
    });
  }

  it("accepts a record date on the issue date, and a register closed from the day after it", () => {
    // One coupon: issued Thursday 2025-06-12, due Monday 2025-06-16, one business day between.
    const week = { ...regularBond, issueDate: day("2025-06-12"), maturityDate: day("2025-06-16") };
    const twoDays = {
      recordDateRule: { businessDaysBeforePayment: 2 },
      closedPeriodRule: { businessDaysBeforeRedemption: 1 },
    };
    const { periods, closedFrom } = couponSchedule({ ...week, ...twoDays });
    expect(periods.map(({ recordDate }) => recordDate)).to.deep.equal(["2025-06-12"]);
    expect(closedFrom).to.equal("2025-06-13");
    const closedOnIssue = { ...twoDays, closedPeriodRule: { businessDaysBeforeRedemption: 2 } };
    expect(() => couponSchedule({ ...week, ...closedOnIssue })).to.throw(InvalidScheduleError, "2025-06-12");
  });

  it("given a maturity outside the years known, refuses", () => {
    expect(() => couponSchedule({ ...regularBond, maturityDate: day("2055-03-14") })).to.throw(
      DateOutsideCalendarError,
      "2050",
    );
  });

  it("covers the life of any regular bond without gap, and pays on business days only", () => {
    const bonds = fc.record({
      issued: fc.integer({ min: 10_000, max: 20_000 }).map(dateFromDayNumber),
      couponsPerYear: fc.constantFrom(...COUPONS_PER_YEAR),
      coupons: fc.integer({ min: 1, max: 24 }),
    });
    fc.assert(
      fc.property(bonds, ({ issued, couponsPerYear, coupons }) => {
        const rollDay = Number(issued.slice(8));
        const maturityDate = addMonths({ date: issued, months: (coupons * 12) / couponsPerYear, rollDay });
        const rules = {
          recordDateRule: { businessDaysBeforePayment: 0 },
          closedPeriodRule: { businessDaysBeforeRedemption: 0 },
        };
        const { periods } = couponSchedule({
          ...regularBond,
          ...rules,
          issueDate: issued,
          maturityDate,
          couponsPerYear,
          rollDay,
        });
        expect(periods).to.have.length(coupons);
        expect(periods[0]?.startDate).to.equal(issued);
        expect(periods.at(-1)?.endDate).to.equal(maturityDate);
        periods.forEach((period, index) => {
          expect(period.kind).to.equal("regular");
          expect(period.startDate).to.equal(periods[index - 1]?.endDate ?? issued);
          expect(isBusinessDay(period.paymentDate, "Asia/Tokyo")).to.equal(true);
        });
      }),
      { numRuns: 50 },
    );
  });
});
