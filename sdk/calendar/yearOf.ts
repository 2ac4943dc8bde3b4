import type { CalendarDate } from "./CalendarDate.ts";

/** The year of a date. */
export function yearOf(date: CalendarDate): number {
  return Number(date.slice(0, 4));
}
