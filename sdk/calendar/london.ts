import { addDays } from "./addDays.ts";
import type { BusinessCentreCalendar } from "./BusinessCentre.ts";
import type { CalendarDate } from "./CalendarDate.ts";
import { dateOf } from "./dateOf.ts";
import { easterSunday } from "./easterSunday.ts";
import { nthWeekday } from "./nthWeekday.ts";
import { weekday } from "./weekday.ts";
import { yearsOf } from "./yearsOf.ts";

const FIRST_YEAR = 1999;
const LAST_YEAR = 2050;
const SUNDAY = 0;
const MONDAY = 1;
const SATURDAY = 6;

/** Bank holidays of one year only. */
const ONCE: readonly string[] = [
  "1999-12-31", // millennium
  "2002-06-03", // golden jubilee
  "2011-04-29", // royal wedding
  "2012-06-05", // diamond jubilee
  "2022-06-03", // platinum jubilee
  "2022-09-19", // funeral of Queen Elizabeth II
  "2023-05-08", // coronation of King Charles III
];

/** Years in which the early May or the spring bank holiday was moved, and where to. */
const EARLY_MAY_MOVED: ReadonlyMap<number, CalendarDate> = new Map([[2020, dateOf(2020, 5, 8)]]);
const SPRING_MOVED: ReadonlyMap<number, CalendarDate> = new Map([
  [2002, dateOf(2002, 6, 4)],
  [2012, dateOf(2012, 6, 4)],
  [2022, dateOf(2022, 6, 2)],
]);

/**
 * London. Banks are closed on Saturdays, Sundays, Christmas Day, Good Friday and the bank holidays of England; New Year's
 * Day, Christmas Day and 26 December on a weekend are made up for on the next working days.
 * Source: Banking and Financial Dealings Act 1971, section 1 and schedule 1; the royal proclamations under it that appoint
 * New Year's Day, the first Monday in May, substitute days and the days of one year (listed on gov.uk, bank holidays).
 *
 * Years covered: 1999 to 2050, the later ones by the rules of today: a proclamation can add or move a day.
 */
export const london: BusinessCentreCalendar = {
  centre: "Europe/London",
  firstYear: FIRST_YEAR,
  lastYear: LAST_YEAR,
  isHoliday: (date) => holidays.has(date),
};

const holidays: ReadonlySet<string> = new Set([
  ...ONCE,
  ...yearsOf(FIRST_YEAR, LAST_YEAR).flatMap(holidaysOf),
]);

function holidaysOf(year: number): readonly string[] {
  const easter = easterSunday(year);
  return [
    ...madeUpFor([dateOf(year, 1, 1)]),
    addDays(easter, -2),
    addDays(easter, 1),
    EARLY_MAY_MOVED.get(year) ?? nthWeekday({ year, month: 5, day: MONDAY, nth: 1 }),
    SPRING_MOVED.get(year) ?? nthWeekday({ year, month: 5, day: MONDAY, nth: "last" }),
    nthWeekday({ year, month: 8, day: MONDAY, nth: "last" }),
    ...madeUpFor([dateOf(year, 12, 25), dateOf(year, 12, 26)]),
  ];
}

/** Holidays in a row, and for each on a weekend the next day that is neither at a weekend nor one of them. */
function madeUpFor(days: readonly CalendarDate[]): readonly CalendarDate[] {
  const closed = [...days];
  for (const day of days.filter(isAtWeekend)) {
    let substitute = day;
    while (isAtWeekend(substitute) || closed.includes(substitute)) substitute = addDays(substitute, 1);
    closed.push(substitute);
  }
  return closed;
}

function isAtWeekend(date: CalendarDate): boolean {
  return weekday(date) === SATURDAY || weekday(date) === SUNDAY;
}
