import holidayJp from "@holiday-jp/holiday_jp";

import type { BusinessCentreCalendar } from "./BusinessCentre.ts";

const nationalHolidays: ReadonlySet<string> = new Set(Object.keys(holidayJp.holidays));

/**
 * Days after Christmas on which banks are closed by order: 31 December, 2 and 3 January (1 January is a
 * national holiday).
 */
const yearEnd: ReadonlySet<string> = new Set(["12-31", "01-02", "01-03"]);

/**
 * Tokyo. Banks are closed on Saturdays, Sundays, national holidays and from 31 December to 3 January.
 * Source: Banking Act (銀行法) art. 15(1); its Order for Enforcement (銀行法施行令) art. 5(1); Act on National
 * Holidays (国民の祝日に関する法律), including holidays in lieu and the days made holidays for one year.
 *
 * Japan keeps UTC+9 and has had no daylight saving time since 1951. Years covered: 1990, the first full year
 * with all Saturdays closed, to 2050. The equinox holidays are announced each February for the year after;
 * those further ahead are forecasts, and a later act can change any of them.
 */
export const tokyo: BusinessCentreCalendar = {
  centre: "Asia/Tokyo",
  utcOffsetSeconds: 9 * 60 * 60,
  firstYear: 1990,
  lastYear: 2050,
  isHoliday: (date) => nationalHolidays.has(date) || yearEnd.has(date.slice(5)),
};
