import type { CalendarDate } from "./CalendarDate.ts";
import { dateOf } from "./dateOf.ts";

/**
 * Easter Sunday of the Western churches: the Sunday after the first full moon of spring, both by the church's tables.
 *
 * Source: the Gregorian computus of 1582 (Clavius), in whole numbers: `moon` is the age of the moon that places the full
 * moon (epact), with the corrections of the centuries for leap years left out and for the moon's drift.
 */
export function easterSunday(year: number): CalendarDate {
  const golden = year % 19;
  const century = Math.trunc(year / 100);
  const leapYearsLeftOut = century - Math.trunc(century / 4);
  const moonDrift = Math.trunc((8 * century + 13) / 25);
  const moon = (19 * golden + leapYearsLeftOut - moonDrift + 15) % 30;
  // The tables never place the full moon later than 18 April, and not twice on the same day within 19 years.
  const early = moon === 29 || (moon === 28 && golden > 10) ? moon - 1 : moon;
  const weekdayOfMoon = (year + Math.trunc(year / 4) + early + 2 - leapYearsLeftOut) % 7;
  const afterFebruary = 28 + early - weekdayOfMoon;
  return afterFebruary <= 31 ? dateOf(year, 3, afterFebruary) : dateOf(year, 4, afterFebruary - 31);
}
