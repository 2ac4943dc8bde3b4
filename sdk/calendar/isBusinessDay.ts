import type { BusinessCentre } from "./BusinessCentre.ts";
import type { CalendarDate } from "./CalendarDate.ts";
import { centreCalendar } from "./centreCalendar.ts";
import { dayNumber } from "./dayNumber.ts";

/**
 * Whether banks in a business centre are open on a date (銀行営業日).
 *
 * @throws DateOutsideCalendarError when the holidays of that year are not known
 */
export function isBusinessDay(date: CalendarDate, centre: BusinessCentre): boolean {
  const calendar = centreCalendar(centre, date);
  return !isWeekend(date) && !calendar.isHoliday(date);
}

/** 1970-01-01 was a Thursday, so days that leave 2 or 3 of 7 are Saturdays and Sundays. */
function isWeekend(date: CalendarDate): boolean {
  const remainder = ((dayNumber(date) % 7) + 7) % 7;
  return remainder === 2 || remainder === 3;
}
