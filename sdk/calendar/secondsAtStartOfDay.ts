import type { BusinessCentres } from "./BusinessCentre.ts";
import type { CalendarDate } from "./CalendarDate.ts";
import { centreCalendar } from "./centreCalendar.ts";
import { centreList } from "./centreList.ts";
import { dayNumber } from "./dayNumber.ts";
import { utcOffsetSeconds } from "./utcOffsetSeconds.ts";

/**
 * The moment at which a day begins in a business centre (of several: in the first), in seconds since
 * 1970-01-01T00:00:00Z, as chains count them. This is the one place where dates become seconds; `dateAt` is the way back.
 * Source: JST is UTC+9 (明治二十八年勅令第百六十七号), without daylight saving time in the years covered.
 *
 * @throws DateOutsideCalendarError when the calendar of the centre does not cover that year
 * @throws CentreWithoutClockError when only the holidays of the centre are known
 * @throws NoBusinessCentreError when the list of centres is empty
 */
export function secondsAtStartOfDay(date: CalendarDate, centre: BusinessCentres): bigint {
  const offset = utcOffsetSeconds(centre);
  centreCalendar(centreList(centre)[0], date);
  return BigInt(dayNumber(date)) * 86_400n - BigInt(offset);
}
