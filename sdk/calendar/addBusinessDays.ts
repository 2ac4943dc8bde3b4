import type { BusinessCentres } from "./BusinessCentre.ts";
import type { CalendarDate } from "./CalendarDate.ts";
import { addDays } from "./addDays.ts";
import { isBusinessDay } from "./isBusinessDay.ts";

/** What `addBusinessDays` works on. */
export interface AddBusinessDaysOptions {
  readonly date: CalendarDate;
  /** Whole number of business days, negative to go back. */
  readonly days: number;
  readonly centre: BusinessCentres;
}

/**
 * The date a number of business days later (earlier when negative); the day itself does not count, so 1 from
 * a Friday or the Saturday after it is the Monday. Zero gives the date itself, business day or not.
 *
 * Of several centres the joint calendar counts: a business day is one in all of them.
 *
 * @throws DateOutsideCalendarError when the holidays of a year on the way are not known
 * @throws NoBusinessCentreError when the list of centres is empty
 */
export function addBusinessDays({ date, days, centre }: AddBusinessDaysOptions): CalendarDate {
  const step = days < 0 ? -1 : 1;
  let day = date;
  for (let left = Math.abs(days); left > 0;) {
    day = addDays(day, step);
    if (isBusinessDay(day, centre)) left -= 1;
  }
  return day;
}
