import type { BusinessCentres } from "./BusinessCentre.ts";
import type { CalendarDate } from "./CalendarDate.ts";
import { centreCalendar } from "./centreCalendar.ts";
import { centreList } from "./centreList.ts";
import { weekday } from "./weekday.ts";

/**
 * Whether banks are open on a date (銀行営業日): in one business centre, or in all of several (joint calendar).
 *
 * @throws DateOutsideCalendarError when the holidays of that year are not known in one of the centres
 * @throws NoBusinessCentreError when the list of centres is empty
 */
export function isBusinessDay(date: CalendarDate, centre: BusinessCentres): boolean {
  const calendars = centreList(centre).map((one) => centreCalendar(one, date));
  const day = weekday(date);
  const isWeekend = day === 0 || day === 6;
  return !isWeekend && !calendars.some(({ isHoliday }) => isHoliday(date));
}
