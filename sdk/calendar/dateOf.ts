import type { CalendarDate } from "./CalendarDate.ts";
import { parseCalendarDate } from "./parseCalendarDate.ts";

/**
 * The calendar date of a year, a month (1 to 12) and a day of the month.
 *
 * @throws InvalidDateError when there is no such day in the years 0001 to 9999
 */
export function dateOf(year: number, month: number, day: number): CalendarDate {
  return parseCalendarDate([digits(year, 4), digits(month, 2), digits(day, 2)].join("-"));
}

function digits(value: number, length: number): string {
  return value.toString().padStart(length, "0");
}
