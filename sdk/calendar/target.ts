import { addDays } from "./addDays.ts";
import type { BusinessCentreCalendar } from "./BusinessCentre.ts";
import { easterSunday } from "./easterSunday.ts";
import { yearsOf } from "./yearsOf.ts";

const FIRST_YEAR = 1999;
const LAST_YEAR = 2050;

/**
 * The euro's payment system (TARGET, now T2). It is closed on Saturdays, Sundays, 1 January, Good Friday, Easter Monday,
 * 1 May, 25 and 26 December; nothing is moved off a weekend.
 * Source: European Central Bank, the long-term calendar for TARGET closing days (14 December 2000) for the years from
 * 2002 until further notice, and the yearly calendars before it: in 1999 only 1 January, 25 and 31 December; in 2000 the
 * six days; in 2001 these and 31 December.
 *
 * Years covered: 1999, when it opened, to 2050, as far as the European Central Bank does not change the six days.
 */
export const target: BusinessCentreCalendar = {
  centre: "TARGET",
  firstYear: FIRST_YEAR,
  lastYear: LAST_YEAR,
  isHoliday: (date) => holidays.has(date),
};

const holidays: ReadonlySet<string> = new Set(yearsOf(FIRST_YEAR, LAST_YEAR).flatMap(holidaysOf));

function holidaysOf(year: number): readonly string[] {
  if (year === 1999) return ["1999-01-01", "1999-12-25", "1999-12-31"];
  const easter = easterSunday(year);
  const fixed = ["01-01", "05-01", "12-25", "12-26", ...(year === 2001 ? ["12-31"] : [])];
  return [addDays(easter, -2), addDays(easter, 1), ...fixed.map((day) => `${year}-${day}`)];
}
