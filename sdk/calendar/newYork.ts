import { addDays } from "./addDays.ts";
import type { BusinessCentreCalendar } from "./BusinessCentre.ts";
import type { CalendarDate } from "./CalendarDate.ts";
import { dateOf } from "./dateOf.ts";
import { nthWeekday } from "./nthWeekday.ts";
import { weekday } from "./weekday.ts";
import { yearsOf } from "./yearsOf.ts";

const FIRST_YEAR = 1999;
const LAST_YEAR = 2050;
const SUNDAY = 0;
const MONDAY = 1;
const THURSDAY = 4;

/** Juneteenth became a federal holiday on 17 June 2021, and fell on a Saturday that year. */
const FIRST_JUNETEENTH = 2021;

/**
 * New York: banks, by the Federal Reserve Bank of New York. They are closed on Saturdays, Sundays and the holidays of the
 * Federal Reserve System. A holiday on a Sunday is kept on the Monday after; on a Saturday it is not made up for: the
 * banks are open on the Friday before.
 * Source: Federal Reserve Board, holidays observed by the Federal Reserve System; 5 U.S.C. 6103(a). Days of mourning
 * closed exchanges, but not the Federal Reserve Banks.
 *
 * Years covered: 1999 to 2050, the later ones by the law of today.
 */
export const newYork: BusinessCentreCalendar = {
  centre: "America/New_York",
  firstYear: FIRST_YEAR,
  lastYear: LAST_YEAR,
  isHoliday: (date) => holidays.has(date),
};

const holidays: ReadonlySet<string> = new Set(yearsOf(FIRST_YEAR, LAST_YEAR).flatMap(holidaysOf));

function holidaysOf(year: number): readonly string[] {
  const fixed = [
    dateOf(year, 1, 1),
    ...(year >= FIRST_JUNETEENTH ? [dateOf(year, 6, 19)] : []),
    dateOf(year, 7, 4), // Independence Day
    dateOf(year, 11, 11), // Veterans Day
    dateOf(year, 12, 25),
  ];
  return [
    ...fixed.map(observed),
    nthWeekday({ year, month: 1, day: MONDAY, nth: 3 }), // Martin Luther King, Jr.
    nthWeekday({ year, month: 2, day: MONDAY, nth: 3 }), // Washington's Birthday
    nthWeekday({ year, month: 5, day: MONDAY, nth: "last" }), // Memorial Day
    nthWeekday({ year, month: 9, day: MONDAY, nth: 1 }), // Labor Day
    nthWeekday({ year, month: 10, day: MONDAY, nth: 2 }), // Columbus Day
    nthWeekday({ year, month: 11, day: THURSDAY, nth: 4 }), // Thanksgiving Day
  ];
}

function observed(date: CalendarDate): CalendarDate {
  return weekday(date) === SUNDAY ? addDays(date, 1) : date;
}
