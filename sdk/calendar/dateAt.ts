import { InvalidTimeError } from "../errors/InvalidTimeError.ts";
import type { BusinessCentres } from "./BusinessCentre.ts";
import type { CalendarDate } from "./CalendarDate.ts";
import { centreCalendar } from "./centreCalendar.ts";
import { centreList } from "./centreList.ts";
import { dateFromDayNumber } from "./dateFromDayNumber.ts";
import { utcOffsetSeconds } from "./utcOffsetSeconds.ts";

/**
 * The calendar date in a business centre (of several: in the first) at a moment: the way back from `secondsAtStartOfDay`.
 *
 * @param seconds seconds since 1970-01-01T00:00:00Z, not negative
 * @throws InvalidTimeError when the seconds are negative or beyond the year 9999
 * @throws DateOutsideCalendarError when the calendar of the centre does not cover that year
 * @throws CentreWithoutClockError when only the holidays of the centre are known
 * @throws NoBusinessCentreError when the list of centres is empty
 */
export function dateAt(seconds: bigint, centre: BusinessCentres): CalendarDate {
  if (seconds < 0n || seconds > LAST_SECOND) throw new InvalidTimeError(seconds.toString());
  const local = seconds + BigInt(utcOffsetSeconds(centre));
  const date = dateFromDayNumber(Number(local / 86_400n));
  centreCalendar(centreList(centre)[0], date);
  return date;
}

/** 9999-12-30T23:59:59Z: a day to spare for any time zone. */
const LAST_SECOND = 253_402_214_399n;
