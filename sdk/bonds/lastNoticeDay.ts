import { addBusinessDays } from "../calendar/addBusinessDays.ts";
import { addDays } from "../calendar/addDays.ts";
import type { BusinessCentres } from "../calendar/BusinessCentre.ts";
import type { CalendarDate } from "../calendar/CalendarDate.ts";
import type { RedemptionOption } from "./kinds.ts";

/**
 * The last day on which notice of a redemption can be given: so many calendar days, or business days of all centres,
 * before it is paid.
 *
 * @throws DateOutsideCalendarError when the holidays of a year on the way are not known
 */
export function lastNoticeDay(
  { date, noticeDays, noticeBusinessDays }: RedemptionOption,
  centre: BusinessCentres,
): CalendarDate {
  if (noticeBusinessDays !== undefined) return addBusinessDays({ date, days: -noticeBusinessDays, centre });
  return addDays(date, -(noticeDays ?? 0));
}
