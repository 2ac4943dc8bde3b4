import { dateOf } from "../../calendar/dateOf.ts";
import { daysBetween } from "../../calendar/daysBetween.ts";
import { isLeapYear } from "../../calendar/isLeapYear.ts";
import { yearOf } from "../../calendar/yearOf.ts";
import { yearsOf } from "../../calendar/yearsOf.ts";
import { addFractions } from "../../fractions/addFractions.ts";
import { reduceFraction } from "../../fractions/reduceFraction.ts";
import type { AccrualPeriod, DayCountFraction } from "./types.ts";

/**
 * ACT/ACT (ISDA): days in leap years / 366 plus days in other years / 365. The first day of the period counts with its
 * year and the last does not, so that a period up to 1 January is wholly of the year before.
 * Source: 2006 ISDA Definitions, section 4.16(b); worked examples in ISDA, EMU and Market Conventions: Recent
 * Developments (mktc1198, 1998).
 */
export function actActIsda({ startDate, endDate }: AccrualPeriod): DayCountFraction {
  const parts = yearsOf(yearOf(startDate), yearOf(endDate)).map((year) => {
    const from = year === yearOf(startDate) ? startDate : dateOf(year, 1, 1);
    // Up to and without 1 January: 31 December and one more, since there is no year 10000 to name.
    const days =
      year === yearOf(endDate) ? daysBetween(from, endDate) : daysBetween(from, dateOf(year, 12, 31)) + 1;
    return reduceFraction(BigInt(days), isLeapYear(year) ? 366n : 365n);
  });
  return { days: daysBetween(startDate, endDate), ...addFractions(parts) };
}
