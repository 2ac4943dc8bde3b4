import type { CalendarDate } from "./CalendarDate.ts";
import { DAYS_FROM_MARCH_OF_YEAR_0_TO_1970 } from "./dayNumber.ts";
import { dateOf } from "./dateOf.ts";

/**
 * The date a number of days after 1970-01-01: the inverse of `dayNumber`.
 *
 * @param days whole number of days, negative for dates before
 * @throws InvalidDateError when the date lies outside the years 0001 to 9999
 */
export function dateFromDayNumber(days: number): CalendarDate {
  const fromYear0 = days + DAYS_FROM_MARCH_OF_YEAR_0_TO_1970;
  const cycle = Math.floor(fromYear0 / DAYS_IN_400_YEARS);
  const dayOfCycle = fromYear0 - cycle * DAYS_IN_400_YEARS;
  const yearOfCycle = Math.trunc(
    (dayOfCycle -
      Math.trunc(dayOfCycle / 1_460) +
      Math.trunc(dayOfCycle / 36_524) -
      Math.trunc(dayOfCycle / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfCycle - (365 * yearOfCycle + Math.trunc(yearOfCycle / 4) - Math.trunc(yearOfCycle / 100));
  const monthFromMarch = Math.trunc((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.trunc((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0);
  return dateOf(year, month, day);
}

const DAYS_IN_400_YEARS = 146_097;
