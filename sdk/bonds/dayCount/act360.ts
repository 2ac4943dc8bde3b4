import { daysBetween } from "../../calendar/daysBetween.ts";
import { fractionOfDays } from "./fractionOfDays.ts";
import type { AccrualPeriod, DayCountFraction } from "./types.ts";

/**
 * ACT/360: days of the calendar / 360.
 * Source: 2006 ISDA Definitions, section 4.16(e).
 */
export function act360({ startDate, endDate }: AccrualPeriod): DayCountFraction {
  return fractionOfDays(daysBetween(startDate, endDate), 360);
}
