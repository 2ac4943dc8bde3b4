import type { CalendarDate } from "./CalendarDate.ts";

/** The day of the month of a date, 1 to 31. */
export function dayOfMonth(date: CalendarDate): number {
  return Number(date.slice(8));
}
