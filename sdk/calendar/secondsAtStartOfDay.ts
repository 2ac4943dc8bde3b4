import type { BusinessCentre } from "./BusinessCentre.ts";
import type { CalendarDate } from "./CalendarDate.ts";
import { centreCalendar } from "./centreCalendar.ts";
import { dayNumber } from "./dayNumber.ts";

/**
 * The moment at which a day begins in a business centre, in seconds since 1970-01-01T00:00:00Z, as chains
 * count them. This is the one place where dates become seconds; `dateAt` is the way back.
 * Source: JST is UTC+9 (明治二十八年勅令第百六十七号), without daylight saving time in the years covered.
 *
 * @throws DateOutsideCalendarError when the calendar of the centre does not cover that year
 */
export function secondsAtStartOfDay(date: CalendarDate, centre: BusinessCentre): bigint {
  const { utcOffsetSeconds } = centreCalendar(centre, date);
  return BigInt(dayNumber(date)) * 86_400n - BigInt(utcOffsetSeconds);
}
