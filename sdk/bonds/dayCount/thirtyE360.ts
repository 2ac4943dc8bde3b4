import { dayOfMonth } from "../../calendar/dayOfMonth.ts";
import { days360 } from "./days360.ts";
import type { AccrualPeriod, DayCountFraction } from "./types.ts";

/**
 * 30E/360 (Eurobond Basis): the 31st counts as the 30th, at either end; February has the days it has.
 * Source: 2006 ISDA Definitions, section 4.16(g).
 */
export function thirtyE360({ startDate, endDate }: AccrualPeriod): DayCountFraction {
  return days360(
    { date: startDate, day: Math.min(dayOfMonth(startDate), 30) },
    { date: endDate, day: Math.min(dayOfMonth(endDate), 30) },
  );
}
