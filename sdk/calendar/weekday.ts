import type { CalendarDate } from "./CalendarDate.ts";
import { dayNumber } from "./dayNumber.ts";

/** The day of the week of a date: 0 for Sunday to 6 for Saturday. 1970-01-01 was a Thursday. */
export function weekday(date: CalendarDate): number {
  return (((dayNumber(date) + 4) % 7) + 7) % 7;
}
