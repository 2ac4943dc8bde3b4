import type { CalendarDate } from "./CalendarDate.ts";
import { dateFromDayNumber } from "./dateFromDayNumber.ts";
import { dayNumber } from "./dayNumber.ts";

/**
 * The date a number of calendar days later (earlier when negative).
 *
 * @throws InvalidDateError when the result lies outside the years 0001 to 9999
 */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return dateFromDayNumber(dayNumber(date) + days);
}
