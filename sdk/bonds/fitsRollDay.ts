import type { CalendarDate } from "../calendar/CalendarDate.ts";
import { dayOfMonth } from "../calendar/dayOfMonth.ts";
import { daysInMonth } from "../calendar/daysInMonth.ts";
import { yearOf } from "../calendar/yearOf.ts";

/** Whether a date is on the roll day of a series, or on the last day of a month that has no such day. */
export function fitsRollDay(date: CalendarDate, rollDay: number): boolean {
  const lastDay = daysInMonth(yearOf(date), Number(date.slice(5, 7)));
  return Number.isInteger(rollDay) && rollDay <= 31 && dayOfMonth(date) === Math.min(rollDay, lastDay);
}
