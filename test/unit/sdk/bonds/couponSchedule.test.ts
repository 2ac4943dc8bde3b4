import { expect } from "chai";
import fc from "fast-check";

import { couponSchedule } from "../../../../sdk/bonds/couponSchedule.ts";
import { formatDecimal } from "../../../../sdk/bonds/formatDecimal.ts";
import { ACCRUALS, COUPONS_PER_YEAR, DAY_COUNTS } from "../../../../sdk/bonds/types.ts";
import type { BondTerms } from "../../../../sdk/bonds/types.ts";
import { addDays } from "../../../../sdk/calendar/addDays.ts";
import { addMonths } from "../../../../sdk/calendar/addMonths.ts";
import { adjustDate, BUSINESS_DAY_CONVENTIONS } from "../../../../sdk/calendar/adjustDate.ts";
import { BUSINESS_CENTRES } from "../../../../sdk/calendar/BusinessCentre.ts";
import { dateFromDayNumber } from "../../../../sdk/calendar/dateFromDayNumber.ts";
import { daysBetween } from "../../../../sdk/calendar/daysBetween.ts";
import { isBusinessDay } from "../../../../sdk/calendar/isBusinessDay.ts";
import { parseCalendarDate as day } from "../../../../sdk/calendar/parseCalendarDate.ts";
import { DateOutsideCalendarError } from "../../../../sdk/errors/DateOutsideCalendarError.ts";
import { InvalidScheduleError } from "../../../../sdk/errors/InvalidScheduleError.ts";
import { addFractions } from "../../../../sdk/fractions/addFractions.ts";
import type { Fraction } from "../../../../sdk/fractions/Fraction.ts";
import { reduceFraction } from "../../../../sdk/fractions/reduceFraction.ts";
import { regularBond } from "./terms.ts";

/** Reads "184/365". */
function fraction(text: string): Fraction {
  const [numerator = "", denominator = ""] = text.split("/");
  return reduceFraction(BigInt(numerator), BigInt(denominator));
}

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
    // Short first 1999-02-01 to 1999-07-01, yearly: 150/365, in lowest terms 30/73.
    // Long first 2002-08-15 to 2003-07-15: 337/368 of a year.
    const short = {
      ...regularBond,
      couponsPerYear: 1 as const,
      issueDate: day("1999-02-01"),
      maturityDate: day("2000-07-01"),
    };
    expect(couponSchedule(short).periods[0]?.yearFraction).to.deep.equal({
      numerator: 30n,
      denominator: 73n,
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

  describe("given another day count, counts each period by it (days of 2025 and 2026 on a calendar)", () => {
    // 2025-03-14 to 2025-09-14: 184 days; to 2026-03-14: 109 days of 2025 and 72 of 2026, both common years.
    for (const [dayCount, first, second] of [
      ["act365F", "184/365", "181/365"],
      ["act360", "184/360", "181/360"],
      ["nl365", "184/365", "181/365"],
      ["actActIcma", "1/2", "1/2"],
      ["actActIsda", "184/365", "181/365"],
      ["actActAfb", "184/365", "181/365"],
      ["30/360", "180/360", "180/360"],
      ["30/360us", "180/360", "180/360"],
      ["30E/360", "180/360", "180/360"],
      ["30E/360isda", "180/360", "180/360"],
    ] as const) {
      it(`${dayCount}: ${first} and ${second}, both regular`, () => {
        const { periods, ...schedule } = couponSchedule({ ...regularBond, dayCount });
        expect(schedule).to.include({ dayCount, couponsPerYear: 2 });
        expect(periods.slice(0, 2).map(({ yearFraction }) => yearFraction)).to.deep.equal(
          [first, second].map(fraction),
        );
        expect(periods.every(({ kind }) => kind === "regular")).to.equal(true);
      });
    }
  });

  it("given 30E/360 (ISDA), counts the end of February as it is only where the bond ends (section 4.16(h))", () => {
    const terms = {
      ...regularBond,
      issueDate: day("2006-02-28"),
      maturityDate: day("2008-02-29"),
      rollDay: 31,
      dayCount: "30E/360isda",
    } as const;
    expect(couponSchedule(terms).periods.map(({ yearFraction }) => yearFraction)).to.deep.equal(
      ["180/360", "180/360", "180/360", "179/360"].map(fraction),
    );
  });

  it("given a long last period by ACT/ACT (ICMA), splits it over notional periods (ISDA paper of 1998, quarterly)", () => {
    const terms = {
      ...regularBond,
      couponsPerYear: 4,
      issueDate: day("1999-05-31"),
      lastRegularCouponDate: day("1999-11-30"),
      maturityDate: day("2000-04-30"),
      rollDay: 31,
      dayCount: "actActIcma",
    } as const;
    const last = couponSchedule(terms).periods.at(-1);
    expect(last).to.deep.include({
      kind: "long",
      days: 152,
      referenceDates: ["1999-11-30", "2000-02-29", "2000-05-31"],
      yearFraction: addFractions([fraction("91/364"), fraction("61/368")]),
    });
  });

  it("given a stub rule of /365, counts stubs by their days and regular periods as before", () => {
    const terms = { ...regularBond, issueDate: day("2025-04-10"), stubRule: "act365" } as const;
    const [first, second] = couponSchedule(terms).periods;
    expect(first).to.deep.include({ kind: "short", yearFraction: fraction("157/365") });
    expect(second).to.deep.include({ kind: "regular", yearFraction: fraction("1/2") });
  });

  it("given a stub rule and a day count that has none, refuses", () => {
    expect(() => couponSchedule({ ...regularBond, dayCount: "act360", stubRule: "proRata" }))
      .to.throw(InvalidScheduleError)
      .that.includes({ field: "stubRule", rule: 'must be left out for "act360"' });
  });

  describe("given adjusted accrual", () => {
    const adjusted = { ...regularBond, accrual: "adjusted", businessDayConvention: "following" } as const;

    it("counts from business day to business day (2025-09-14 is a Sunday, the 15th a holiday)", () => {
      // 2026-03-14 is a Saturday: paid on Monday 16th. 186 days to 2025-09-16, 181 from there.
      const [first, second] = couponSchedule({ ...adjusted, dayCount: "act365F" }).periods;
      expect(first).to.deep.include({
        startDate: "2025-03-14",
        endDate: "2025-09-16",
        paymentDate: "2025-09-16",
        days: 186,
        yearFraction: fraction("186/365"),
      });
      expect(second).to.deep.include({
        startDate: "2025-09-16",
        endDate: "2026-03-16",
        kind: "regular",
        yearFraction: fraction("181/365"),
      });
    });

    it("leaves regular periods exactly half a year by ACT/ACT (ICMA) and the Japanese rule", () => {
      for (const dayCount of ["actActIcma", "japanese"] as const) {
        for (const { yearFraction } of couponSchedule({ ...adjusted, dayCount }).periods) {
          expect(yearFraction).to.deep.equal(fraction("1/2"));
        }
      }
    });

    it("given a first coupon that would move to a day before issue, refuses", () => {
      // Issued on Saturday 2025-09-13, due on Sunday: the bank business day before is Friday.
      const terms = {
        ...adjusted,
        issueDate: day("2025-09-13"),
        businessDayConvention: "preceding",
      } as const;
      expect(() => couponSchedule({ ...terms, recordDateRule: { businessDaysBeforePayment: 0 } }))
        .to.throw(InvalidScheduleError)
        .that.includes({ field: "recordDateRule", rule: "must not put a record date before the issue date" });
    });

    it("leaves the issue date where it is, and moves maturity with its payment", () => {
      // Issued on Sunday 2025-06-15; 2026-03-14 is a Saturday.
      const terms = { ...adjusted, issueDate: day("2025-06-15"), maturityDate: day("2026-03-14") };
      const { periods, redemptionDate } = couponSchedule(terms);
      expect(periods[0]?.startDate).to.equal("2025-06-15");
      expect(periods.at(-1)?.endDate).to.equal("2026-03-16");
      expect(redemptionDate).to.equal("2026-03-16");
    });
  });

  it("given joint centres, pays when the banks of all are open (3 May to 6 May and 1 to 4 May 2026)", () => {
    // Tokyo: Constitution Day on Sunday 3 May, Greenery Day, Children's Day, in lieu on the 6th. London: Monday 4 May.
    const terms = { ...regularBond, maturityDate: day("2030-05-01"), issueDate: day("2025-05-01") } as const;
    const following = { ...terms, businessDayConvention: "following" } as const;
    const firstOfMay = (bond: BondTerms) =>
      couponSchedule(bond).periods.find(({ endDate }) => endDate === "2026-05-01")?.paymentDate;
    expect(firstOfMay(following)).to.equal("2026-05-01");
    expect(firstOfMay({ ...following, jointCentres: ["TARGET"] })).to.equal("2026-05-07");
    expect(firstOfMay({ ...terms, jointCentres: ["TARGET", "Europe/London"] })).to.equal("2026-04-30");
  });

  it("given joint centres, counts record dates and the closed period in joint business days", () => {
    // Thursday 2027-11-25 is Thanksgiving Day in New York; 23 November is Labour Thanksgiving Day in Tokyo.
    const terms = { ...regularBond, issueDate: day("2025-11-26"), maturityDate: day("2027-11-26") } as const;
    const { periods, closedFrom } = couponSchedule({ ...terms, jointCentres: ["America/New_York"] });
    expect(periods.at(-1)).to.include({ paymentDate: "2027-11-26", recordDate: "2027-11-24" });
    expect(closedFrom).to.equal("2027-11-19");
  });

  it("gives the two parts of a divided coupon period together one coupon, as last and as first stub", () => {
    const parts = fc.record({
      couponsPerYear: fc.constantFrom(...COUPONS_PER_YEAR),
      from: fc.integer({ min: 12_000, max: 20_000 }).map(dateFromDayNumber),
      days: fc.integer({ min: 1, max: 27 }),
      dayCount: fc.constantFrom("japanese" as const, "actActIcma" as const),
    });
    fc.assert(
      fc.property(parts, ({ couponsPerYear, from, days, dayCount }) => {
        const bond = {
          ...regularBond,
          couponsPerYear,
          dayCount,
          recordDateRule: { businessDaysBeforePayment: 0 },
          closedPeriodRule: { businessDaysBeforeRedemption: 0 },
          businessDayConvention: "none",
          rollDay: Number(from.slice(8)),
        } as const;
        const after = (periods: number) =>
          addMonths({ date: from, months: (periods * 12) / couponsPerYear, rollDay: bond.rollDay });
        const middle = addDays(from, days);
        const ending = { ...bond, issueDate: after(-2), lastRegularCouponDate: from, maturityDate: middle };
        const beginning = { ...bond, issueDate: middle, maturityDate: after(1) };
        const last = couponSchedule(ending).periods.at(-1);
        const [first] = couponSchedule(beginning).periods;
        expect([last?.kind, first?.kind]).to.deep.equal(["short", "short"]);
        expect(
          addFractions(
            [last, first].flatMap((period) => (period === undefined ? [] : [period.yearFraction])),
          ),
        ).to.deep.equal({ numerator: 1n, denominator: BigInt(couponsPerYear) });
      }),
      { numRuns: 50 },
    );
  });

  it("makes a schedule without gap for every combination of day count, convention, accrual and centres", () => {
    const bonds = fc.record({
      dayCount: fc.constantFrom(...DAY_COUNTS),
      accrual: fc.constantFrom(...ACCRUALS),
      businessDayConvention: fc.constantFrom(...BUSINESS_DAY_CONVENTIONS),
      jointCentres: fc.subarray([...BUSINESS_CENTRES]),
      couponsPerYear: fc.constantFrom(...COUPONS_PER_YEAR),
      issued: fc.integer({ min: 11_000, max: 20_000 }),
      life: fc.integer({ min: 40, max: 3_000 }),
    });
    fc.assert(
      fc.property(bonds, ({ issued, life, ...rules }) => {
        const centre = ["Asia/Tokyo", ...rules.jointCentres] as const;
        const issueDate = adjustDate({ date: dateFromDayNumber(issued), convention: "following", centre });
        const { periods } = couponSchedule({
          ...regularBond,
          ...rules,
          issueDate,
          maturityDate: addDays(issueDate, life),
          recordDateRule: { businessDaysBeforePayment: 0 },
          closedPeriodRule: { businessDaysBeforeRedemption: 0 },
        });
        periods.forEach(({ startDate, endDate, days, yearFraction }, index) => {
          expect(startDate).to.equal(periods[index - 1]?.endDate ?? issueDate);
          expect(endDate >= startDate).to.equal(true);
          expect(days).to.equal(daysBetween(startDate, endDate));
          expect(yearFraction.numerator < 2n ** 32n && yearFraction.denominator < 2n ** 32n).to.equal(true);
        });
      }),
      { numRuns: 200 },
    );
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
