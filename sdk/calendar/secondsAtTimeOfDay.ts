import { InvalidTimeError } from "../errors/InvalidTimeError.ts";
import type { BusinessCentres } from "./BusinessCentre.ts";
import type { CalendarDate } from "./CalendarDate.ts";
import { secondsAtStartOfDay } from "./secondsAtStartOfDay.ts";

/** What `secondsAtTimeOfDay` works on. */
export interface TimeOfDayOptions {
  readonly date: CalendarDate;
  /** HH:MM on the 24-hour clock of the business centre. */
  readonly time: string;
  readonly centre: BusinessCentres;
}

/**
 * The moment of a time of day in a business centre (of several: in the first), such as a cut-off, in seconds since 1970-01-01T00:00:00Z.
 *
 * @throws InvalidTimeError when the time is not HH:MM
 * @throws DateOutsideCalendarError when the calendar of the centre does not cover that year
 * @throws CentreWithoutClockError when only the holidays of the centre are known
 * @throws NoBusinessCentreError when the list of centres is empty
 */
export function secondsAtTimeOfDay({ date, time, centre }: TimeOfDayOptions): bigint {
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) throw new InvalidTimeError(time);
  const seconds = Number(time.slice(0, 2)) * 3_600 + Number(time.slice(3, 5)) * 60;
  return secondsAtStartOfDay(date, centre) + BigInt(seconds);
}
