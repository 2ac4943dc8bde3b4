import type { CalendarDate } from "./CalendarDate.ts";
import { isLeapYear } from "./isLeapYear.ts";
import { yearOf } from "./yearOf.ts";
import { yearsOf } from "./yearsOf.ts";

/** How many days 29 February lie after one date and up to another, the other among them. */
export function leapDaysBetween(after: CalendarDate, upTo: CalendarDate): number {
  return yearsOf(yearOf(after), yearOf(upTo)).filter((year) => {
    const leapDay = `${year.toString().padStart(4, "0")}-02-29`;
    return isLeapYear(year) && leapDay > after && leapDay <= upTo;
  }).length;
}
