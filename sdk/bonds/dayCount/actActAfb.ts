import { addMonths } from "../../calendar/addMonths.ts";
import type { CalendarDate } from "../../calendar/CalendarDate.ts";
import { dateOf } from "../../calendar/dateOf.ts";
import { daysBetween } from "../../calendar/daysBetween.ts";
import { isLeapYear } from "../../calendar/isLeapYear.ts";
import { yearOf } from "../../calendar/yearOf.ts";
import { addFractions } from "../../fractions/addFractions.ts";
import { reduceFraction } from "../../fractions/reduceFraction.ts";
import type { AccrualPeriod, DayCountFraction } from "./types.ts";

/**
 * ACT/ACT (AFB): whole years counted back from the end of the period, and the days left over / 365, or / 366 where there
 * is a 29 February among them (the first day of the period counts, the last does not). Years counted back from
 * 28 February lead to 29 February where there is one.
 * Source: Association Française des Banques, Master Agreement for interest rate transactions (1994); compared with the
 * other ACT/ACT rules in ISDA, EMU and Market Conventions: Recent Developments (mktc1198, 1998).
 */
export function actActAfb({ startDate, endDate }: AccrualPeriod): DayCountFraction {
  let years = 0n;
  let end = endDate;
  while (yearOf(end) > 1 && yearBefore(end) >= startDate) {
    end = yearBefore(end);
    years += 1n;
  }
  const rest = reduceFraction(BigInt(daysBetween(startDate, end)), hasLeapDay(startDate, end) ? 366n : 365n);
  const whole = { numerator: years, denominator: 1n };
  return { days: daysBetween(startDate, endDate), ...addFractions([whole, rest]) };
}

function yearBefore(date: CalendarDate): CalendarDate {
  return addMonths({ date, months: -12, rollDay: date.endsWith("-02-28") ? 29 : undefined });
}

function hasLeapDay(from: CalendarDate, before: CalendarDate): boolean {
  return [yearOf(from), yearOf(before)].filter(isLeapYear).some((year) => {
    const leapDay = dateOf(year, 2, 29);
    return leapDay >= from && leapDay < before;
  });
}
