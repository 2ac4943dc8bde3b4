import type { CalendarDate } from "./CalendarDate.ts";

/** Days from 1 March of the year 0 to 1970-01-01 in the Gregorian calendar. */
export const DAYS_FROM_MARCH_OF_YEAR_0_TO_1970 = 719_468;

/**
 * The number of days from 1970-01-01 to a date: 0 for that day, negative before it.
 *
 * Whole-number arithmetic on years that begin in March, so that the leap day is the last of its year
 * (Gregorian calendar, 146,097 days in 400 years).
 */
export function dayNumber(date: CalendarDate): number {
  const month = Number(date.slice(5, 7));
  const year = Number(date.slice(0, 4)) - (month <= 2 ? 1 : 0);
  const monthFromMarch = (month + 9) % 12;
  const dayOfYear = Math.trunc((153 * monthFromMarch + 2) / 5) + Number(date.slice(8, 10)) - 1;
  const leapDays = Math.trunc(year / 4) - Math.trunc(year / 100) + Math.trunc(year / 400);
  return 365 * year + leapDays + dayOfYear - DAYS_FROM_MARCH_OF_YEAR_0_TO_1970;
}
