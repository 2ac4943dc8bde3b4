import { daysBetween } from "../../calendar/daysBetween.ts";
import { fractionOfDays } from "./fractionOfDays.ts";
import type { AccrualPeriod, DayCountFraction } from "./types.ts";

/**
 * ACT/365 (Fixed): days of the calendar / 365, in leap years too.
 * Source: 2006 ISDA Definitions, section 4.16(d).
 */
export function act365Fixed({ startDate, endDate }: AccrualPeriod): DayCountFraction {
  return fractionOfDays(daysBetween(startDate, endDate), 365);
}
