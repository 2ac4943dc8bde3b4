import { DateOutsideCalendarError } from "../errors/DateOutsideCalendarError.ts";
import type { BusinessCentre, BusinessCentreCalendar } from "./BusinessCentre.ts";
import type { CalendarDate } from "./CalendarDate.ts";
import { calendars } from "./calendars.ts";

/**
 * The calendar of a business centre, once it is certain that it knows the date asked about.
 *
 * @throws DateOutsideCalendarError when the holidays of that year are not known
 */
export function centreCalendar(centre: BusinessCentre, date: CalendarDate): BusinessCentreCalendar {
  const calendar = calendars[centre];
  const { firstYear, lastYear } = calendar;
  const year = Number(date.slice(0, 4));
  if (year < firstYear || year > lastYear) {
    throw new DateOutsideCalendarError({ date, centre, firstYear, lastYear });
  }
  return calendar;
}
