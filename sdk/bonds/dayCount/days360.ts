import type { CalendarDate } from "../../calendar/CalendarDate.ts";
import { yearOf } from "../../calendar/yearOf.ts";
import { fractionOfDays } from "./fractionOfDays.ts";
import type { DayCountFraction } from "./types.ts";

/** A date whose day of the month a 30/360 rule may have replaced. */
export interface DateIn30DayMonths {
  readonly date: CalendarDate;
  /** The day of the month that counts. */
  readonly day: number;
}

/**
 * The part of a year of twelve months of 30 days: 360 days for each year between, 30 for each month and 1 for each day.
 * Source: 2006 ISDA Definitions, section 4.16(f) to (h), which all share the formula
 * (360 (Y2 - Y1) + 30 (M2 - M1) + (D2 - D1)) / 360 and differ in D1 and D2.
 */
export function days360(start: DateIn30DayMonths, end: DateIn30DayMonths): DayCountFraction {
  if (start.date === end.date) return fractionOfDays(0, 360);
  return fractionOfDays(daysFrom0(end) - daysFrom0(start), 360);
}

function daysFrom0({ date, day }: DateIn30DayMonths): number {
  return 360 * yearOf(date) + 30 * Number(date.slice(5, 7)) + day;
}
