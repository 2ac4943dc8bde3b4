import { expect } from "chai";
import fc from "fast-check";

import { dayCountFraction } from "../../../../sdk/bonds/dayCount/dayCountFraction.ts";
import type { DayCountFraction, DayCountOptions } from "../../../../sdk/bonds/dayCount/types.ts";
import { parseDecimal } from "../../../../sdk/bonds/parseDecimal.ts";
import { COUPONS_PER_YEAR, DAY_COUNTS } from "../../../../sdk/bonds/types.ts";
import type { DayCount } from "../../../../sdk/bonds/types.ts";
import { addMonths } from "../../../../sdk/calendar/addMonths.ts";
import type { CalendarDate } from "../../../../sdk/calendar/CalendarDate.ts";
import { dateFromDayNumber } from "../../../../sdk/calendar/dateFromDayNumber.ts";
import { daysBetween } from "../../../../sdk/calendar/daysBetween.ts";
import { parseCalendarDate as day } from "../../../../sdk/calendar/parseCalendarDate.ts";
import { InvalidDateError } from "../../../../sdk/errors/InvalidDateError.ts";
import { InvalidPeriodError } from "../../../../sdk/errors/InvalidPeriodError.ts";
import { ReferencePeriodError } from "../../../../sdk/errors/ReferencePeriodError.ts";
import { addFractions } from "../../../../sdk/fractions/addFractions.ts";
import type { Fraction } from "../../../../sdk/fractions/Fraction.ts";
import { reduceFraction } from "../../../../sdk/fractions/reduceFraction.ts";
import { dayCountVectors } from "../dayCountVectors.ts";

/** Any date from 1970 to 2079, ends of months as often as all other days together. */
const anyDate = fc
  .tuple(fc.integer({ min: 0, max: 40_000 }).map(dateFromDayNumber), fc.boolean())
  .map(([date, toEnd]) => (toEnd ? addMonths({ date, months: 0, rollDay: 31 }) : date));
const datesInOrder = (length: number) =>
  fc
    .array(anyDate, { minLength: length, maxLength: length })
    .map((dates): readonly CalendarDate[] => dates.toSorted());

function count(dayCount: DayCount, start: string, end: string, more: Partial<DayCountOptions> = {}) {
  return dayCountFraction({ dayCount, startDate: day(start), endDate: day(end), ...more });
}

/** Reads "61/365 + 121/366". */
function sumOf(text: string): Fraction {
  return addFractions(
    text.split(" + ").map((part) => {
      const [numerator = "", denominator = ""] = part.split("/");
      return reduceFraction(BigInt(numerator), BigInt(denominator));
    }),
  );
}

function isLessOrEqual(a: Fraction, b: Fraction): boolean {
  return a.numerator * b.denominator <= b.numerator * a.denominator;
}

function withoutDays({ numerator, denominator }: DayCountFraction): Fraction {
  return { numerator, denominator };
}

describe("dayCountFraction", () => {
  describe(`30/360 rules: ${dayCountVectors.days30.source}`, () => {
    for (const { dayCount, start, end, days, termination } of dayCountVectors.days30.rows) {
      const until = termination === undefined ? "" : `, bond ends ${termination}`;
      it(`${dayCount} counts ${days} days from ${start} to ${end}${until}`, () => {
        expect(count(dayCount, start, end, { terminationDate: termination })).to.deep.equal({
          days,
          ...reduceFraction(BigInt(days), 360n),
        });
      });
    }
  });

  // ACT/ACT (AFB) is compared in the same paper; Japanese bonds do not use it, but bonds under French law do.
  describe(`ACT/ACT rules: ${dayCountVectors.actAct.source}`, () => {
    for (const { what, dayCount, start, end, sum, yearFraction, reference } of dayCountVectors.actAct.rows) {
      it(`${dayCount} gives ${sum} = ${yearFraction}: ${what}, ${start} to ${end}`, () => {
        const fraction = count(dayCount, start, end, { referenceDates: reference });
        expect(withoutDays(fraction)).to.deep.equal(sumOf(sum));
        expect(fraction.days).to.equal(daysBetween(start, end));
        const difference =
          fraction.numerator * 10n ** 12n - parseDecimal(yearFraction, 12) * fraction.denominator;
        expect(2n * (difference < 0n ? -difference : difference) <= fraction.denominator).to.equal(true);
      });
    }
  });

  // Days counted on a calendar; the leap days of 2008, 2012 and 2000 lie in the periods.
  for (const [dayCount, start, end, days, numerator, denominator, why] of [
    [
      "act365F",
      "2008-01-25",
      "2008-03-10",
      45,
      9n,
      73n,
      "45 days, the leap day counts (calculation-memo.skr.jp)",
    ],
    ["act365F", "2008-02-29", "2009-02-28", 365, 1n, 1n, "365 days are a year, whichever (ISDA 4.16(d))"],
    [
      "act365F",
      "2008-01-01",
      "2009-01-01",
      366,
      366n,
      365n,
      "a leap year is more than a year (ISDA 4.16(d))",
    ],
    ["act360", "2025-03-14", "2025-09-14", 184, 23n, 45n, "184 days of 360 (ISDA 4.16(e))"],
    [
      "nl365",
      "2012-02-10",
      "2015-12-20",
      1408,
      1408n,
      365n,
      "1,409 days less one (calculation-memo.skr.jp: 3.857534246)",
    ],
    ["nl365", "2008-02-28", "2008-02-29", 0, 0n, 1n, "the leap day itself is no day"],
    ["nl365", "2008-02-29", "2008-03-01", 1, 1n, 365n, "from the leap day counts as from the 28th"],
    ["nl365", "2000-01-01", "2001-01-01", 365, 1n, 1n, "a leap year is a year"],
    ["actActIsda", "2007-12-31", "2008-01-01", 1, 1n, 365n, "31 December is of its own year"],
    ["actActIsda", "2008-01-01", "2009-01-01", 366, 1n, 1n, "a leap year is a year"],
    ["actActIsda", "2007-07-01", "2010-07-01", 1096, 3n, 1n, "184/365 + 1 + 1 + 181/365"],
    ["actActAfb", "2004-02-29", "2008-02-29", 1461, 4n, 1n, "whole years back from 29 February"],
    [
      "actActAfb",
      "2004-02-28",
      "2008-02-28",
      1461,
      1461n,
      365n,
      "four years back lie on 29 February, which leaves a day",
    ],
    ["actActAfb", "2004-02-29", "2005-02-28", 365, 1n, 1n, "a year back from 28 February is 29 February"],
    [
      "30E/360isda",
      "2011-08-31",
      "2012-02-29",
      180,
      1n,
      2n,
      "without a termination date February has 30 days",
    ],
  ] as const) {
    it(`${dayCount} gives ${numerator}/${denominator} from ${start} to ${end}: ${why}`, () => {
      expect(count(dayCount, start, end)).to.deep.equal({ days, numerator, denominator });
    });
  }

  describe("ACT/ACT (ICMA) and the regular series", () => {
    it("given reference dates at ends of months, goes on at ends of months (30 November, 29 February, 31 May)", () => {
      const reference = [day("1999-11-30"), day("2000-02-29")];
      // The second part of the long last period of the paper, 61/92 of a quarter: 31 May, and not 29 May.
      expect(
        withoutDays(count("actActIcma", "2000-02-29", "2000-04-30", { referenceDates: reference })),
      ).to.deep.equal(sumOf("61/368"));
    });

    it("given reference dates on the 30th, goes on at the 30th though February has none", () => {
      const reference = [day("2001-08-30"), day("2002-02-28")];
      const fraction = count("actActIcma", "2002-02-28", "2002-08-30", { referenceDates: reference });
      expect(withoutDays(fraction)).to.deep.equal({ numerator: 1n, denominator: 2n });
    });

    it("given a roll day, goes on at that day", () => {
      const options = { referenceDates: [day("2001-08-31"), day("2002-02-28")], rollDay: 28 };
      const fraction = count("actActIcma", "2002-02-28", "2002-08-28", options);
      expect(withoutDays(fraction)).to.deep.equal({ numerator: 1n, denominator: 2n });
    });

    it("given business days as reference dates, goes on at the day of each", () => {
      // Saturday 2025-03-15 was paid on Monday 17th: the next notional date is 17 September, 184 days on.
      const reference = [day("2024-09-13"), day("2025-03-17")];
      const fraction = count("actActIcma", "2025-03-17", "2025-04-17", { referenceDates: reference });
      expect(withoutDays(fraction)).to.deep.equal(sumOf("31/368"));
    });

    it("given coupons per year alone, counts the series back from the end of the period", () => {
      expect(
        withoutDays(count("actActIcma", "2025-04-10", "2026-03-14", { couponsPerYear: 2 })),
      ).to.deep.equal(sumOf("157/368 + 181/362"));
    });

    it("is exactly 1 / couponsPerYear for any regular period, wherever it lies", () => {
      fc.assert(
        fc.property(anyDate, fc.constantFrom(...COUPONS_PER_YEAR), (endDate, couponsPerYear) => {
          const startDate = addMonths({ date: endDate, months: -12 / couponsPerYear });
          for (const dayCount of ["actActIcma", "japanese"] as const) {
            const fraction = dayCountFraction({ dayCount, startDate, endDate, couponsPerYear });
            expect(withoutDays(fraction)).to.deep.equal({
              numerator: 1n,
              denominator: BigInt(couponsPerYear),
            });
          }
        }),
      );
    });

    it("gives a stub the same part whether it is the first or the last, between the same dates of the series", () => {
      fc.assert(
        fc.property(datesInOrder(2), fc.constantFrom(...COUPONS_PER_YEAR), ([from, to], couponsPerYear) => {
          const [startDate, endDate] = [from ?? day("2000-01-01"), to ?? day("2000-01-01")];
          const step = 12 / couponsPerYear;
          const anchor = { date: day("2000-01-15"), rollDay: 15 };
          const near = [addMonths({ ...anchor, months: 0 }), addMonths({ ...anchor, months: step })];
          const far = [
            addMonths({ ...anchor, months: 40 * step }),
            addMonths({ ...anchor, months: 41 * step }),
          ];
          const options = { dayCount: "actActIcma", startDate, endDate, couponsPerYear } as const;
          expect(dayCountFraction({ ...options, referenceDates: near })).to.deep.equal(
            dayCountFraction({ ...options, referenceDates: far }),
          );
        }),
      );
    });
  });

  describe("the Japanese rule", () => {
    const stub = { couponsPerYear: 2, stubRule: "act365" } as const;

    it("counts a stub by the days of its half-year (157 of 184: vector of the stub)", () => {
      const fraction = count("japanese", "2025-04-10", "2025-09-14", { couponsPerYear: 2 });
      expect(fraction).to.deep.equal({ days: 157, numerator: 157n, denominator: 368n });
    });

    it("given the terms say /365, counts a stub by its days / 365, and a regular period as before", () => {
      expect(withoutDays(count("japanese", "2025-04-10", "2025-09-14", stub))).to.deep.equal(
        sumOf("157/365"),
      );
      expect(withoutDays(count("japanese", "2025-04-10", "2026-03-14", stub))).to.deep.equal(
        sumOf("338/365"),
      );
      expect(withoutDays(count("japanese", "2025-03-14", "2025-09-14", stub))).to.deep.equal(sumOf("1/2"));
    });

    it("given a leap day in the stub, still divides by 365", () => {
      expect(withoutDays(count("japanese", "2024-02-01", "2024-06-14", stub))).to.deep.equal(
        sumOf("134/365"),
      );
    });
  });

  describe("any rule", () => {
    const regular = { couponsPerYear: 2, referenceDates: [day("2000-01-15"), day("2000-07-15")] } as const;

    it("gives nothing for a period without days", () => {
      fc.assert(
        fc.property(anyDate, fc.constantFrom(...DAY_COUNTS), (date, dayCount) => {
          for (const terminationDate of [undefined, date]) {
            const options = { dayCount, startDate: date, endDate: date, terminationDate, ...regular };
            expect(dayCountFraction(options)).to.deep.equal({ days: 0, numerator: 0n, denominator: 1n });
          }
        }),
      );
    });

    it("never falls as the period grows at its end, up to maturity", () => {
      fc.assert(
        fc.property(datesInOrder(3), fc.constantFrom(...DAY_COUNTS), (dates, dayCount) => {
          const [startDate = day("2000-01-01"), middle = startDate, endDate = startDate] = dates;
          const options = { dayCount, startDate, terminationDate: endDate, ...regular };
          const part = dayCountFraction({ ...options, endDate: middle });
          const whole = dayCountFraction({ ...options, endDate });
          expect(isLessOrEqual(part, whole)).to.equal(true);
        }),
      );
    });

    it("adds up over adjoining periods, for the rules that count days of a fixed year or of a series", () => {
      const additive = fc.constantFrom("act365F", "act360", "actActIsda", "actActIcma", "nl365", "30E/360");
      fc.assert(
        fc.property(datesInOrder(3), additive, (dates, dayCount) => {
          const [startDate = day("2000-01-01"), middle = startDate, endDate = startDate] = dates;
          const first = dayCountFraction({ dayCount, startDate, endDate: middle, ...regular });
          const second = dayCountFraction({ dayCount, startDate: middle, endDate, ...regular });
          const whole = dayCountFraction({ dayCount, startDate, endDate, ...regular });
          expect(addFractions([first, second])).to.deep.equal(withoutDays(whole));
          expect(first.days + second.days).to.equal(whole.days);
        }),
      );
    });

    it("is in lowest terms and fits two words of 32 bits, over all dates there are", () => {
      const anyPeriod = fc.array(fc.integer({ min: -719_162, max: 2_932_896 }), {
        minLength: 2,
        maxLength: 2,
      });
      // Regular series are walked step by step, so that they are asked for the lives of bonds only.
      const bounded: readonly DayCount[] = ["actActIcma", "japanese"];
      fc.assert(
        fc.property(anyPeriod, datesInOrder(2), fc.constantFrom(...DAY_COUNTS), (numbers, near, dayCount) => {
          const far = numbers.toSorted((a, b) => a - b).map(dateFromDayNumber);
          const [startDate = day("2000-01-01"), endDate = startDate] = bounded.includes(dayCount)
            ? near
            : far;
          const fraction = dayCountFraction({ dayCount, startDate, endDate, ...regular });
          const { numerator, denominator } = fraction;
          expect(withoutDays(fraction)).to.deep.equal(reduceFraction(numerator, denominator));
          expect(numerator < 2n ** 32n && denominator < 2n ** 32n).to.equal(true);
        }),
      );
    });

    it("counts the first and the last day that have a name", () => {
      const whole = { startDate: day("0001-01-01"), endDate: day("9999-12-31") };
      expect(dayCountFraction({ dayCount: "actActIsda", ...whole })).to.deep.include({
        days: 3_652_058,
        ...sumOf("3649634/365"),
      });
      expect(dayCountFraction({ dayCount: "actActAfb", ...whole }).numerator > 0n).to.equal(true);
    });

    for (const dayCount of DAY_COUNTS) {
      it(`${dayCount} refuses a period that ends before it starts`, () => {
        expect(() => count(dayCount, "2025-09-14", "2025-03-14", { couponsPerYear: 2 }))
          .to.throw(InvalidPeriodError, "from 2025-09-14 to 2025-03-14: the period ends before it starts")
          .with.property("code", "PERIOD_INVALID");
      });
    }
  });

  for (const dayCount of ["actActIcma", "japanese"] as const) {
    describe(`${dayCount} refuses`, () => {
      for (const [what, more, rule] of [
        ["no frequency and no reference dates", {}, "must be two or more where couponsPerYear is left out"],
        [
          "one reference date without frequency",
          { referenceDates: [day("2025-03-14")] },
          "must be two or more where couponsPerYear is left out",
        ],
        [
          "reference dates out of order",
          { referenceDates: [day("2025-09-14"), day("2025-03-14")] },
          "must be in order, each later than the one before",
        ],
        [
          "reference dates that are no coupon period apart",
          { referenceDates: [day("2025-03-14"), day("2025-08-14")] },
          "must be 1, 2, 3, 4, 6 or 12 months apart, a regular coupon period",
        ],
        [
          "reference dates a week apart",
          { referenceDates: [day("2025-03-14"), day("2025-03-21")] },
          "must be 1, 2, 3, 4, 6 or 12 months apart, a regular coupon period",
        ],
        [
          "reference dates that contradict the frequency",
          { referenceDates: [day("2025-03-14"), day("2025-09-14")], couponsPerYear: 4 as const },
          "must be 3 months apart, a regular coupon period",
        ],
      ] as const) {
        it(what, () => {
          expect(() => count(dayCount, "2025-03-14", "2025-09-14", more))
            .to.throw(ReferencePeriodError)
            .that.includes({ code: "REFERENCE_PERIOD_INVALID", rule });
        });
      }

      it("a series that leaves the years with names", () => {
        expect(() => count(dayCount, "0001-01-02", "0001-02-01", { couponsPerYear: 1 })).to.throw(
          InvalidDateError,
        );
      });
    });
  }
});
