import type { CalendarDate } from "./CalendarDate.ts";
import { isLeapYear } from "./isLeapYear.ts";
import { yearOf } from "./yearOf.ts";

/** Whether a date is the last day of a February. */
export function isEndOfFebruary(date: CalendarDate): boolean {
  return date.endsWith(isLeapYear(yearOf(date)) ? "-02-29" : "-02-28");
}
