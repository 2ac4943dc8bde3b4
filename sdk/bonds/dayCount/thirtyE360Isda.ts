import type { CalendarDate } from "../../calendar/CalendarDate.ts";
import { dayOfMonth } from "../../calendar/dayOfMonth.ts";
import { isEndOfFebruary } from "../../calendar/isEndOfFebruary.ts";
import { days360 } from "./days360.ts";
import type { AccrualPeriod, DayCountFraction } from "./types.ts";

/** What `thirtyE360Isda` works on. */
export interface ThirtyE360IsdaOptions extends AccrualPeriod {
  /** The day the bond ends. Left out: later than the period. */
  readonly terminationDate?: CalendarDate | undefined;
}

/**
 * 30E/360 (ISDA): the last day of every month counts as the 30th, except the end of February on which the bond ends.
 * Source: 2006 ISDA Definitions, section 4.16(h).
 */
export function thirtyE360Isda({
  startDate,
  endDate,
  terminationDate,
}: ThirtyE360IsdaOptions): DayCountFraction {
  const day2 = endDate === terminationDate ? Math.min(dayOfMonth(endDate), 30) : dayIn30(endDate);
  return days360({ date: startDate, day: dayIn30(startDate) }, { date: endDate, day: day2 });
}

function dayIn30(date: CalendarDate): number {
  return isEndOfFebruary(date) ? 30 : Math.min(dayOfMonth(date), 30);
}
