import { daysBetween } from "../../calendar/daysBetween.ts";
import { leapDaysBetween } from "../../calendar/leapDaysBetween.ts";
import { fractionOfDays } from "./fractionOfDays.ts";
import type { AccrualPeriod, DayCountFraction } from "./types.ts";

/**
 * NL/365 (ACT/365 No Leap): days of the calendar without every 29 February, / 365. A period that starts or ends on a
 * 29 February counts as if on the 28th.
 * Source: no ISDA definition; market practice for "NL/365", the same as the count of years left in the Japanese simple
 * yield (単利利回り).
 */
export function nl365({ startDate, endDate }: AccrualPeriod): DayCountFraction {
  return fractionOfDays(daysBetween(startDate, endDate) - leapDaysBetween(startDate, endDate), 365);
}
