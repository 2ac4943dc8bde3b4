import type { BusinessCentre } from "../../sdk/calendar/BusinessCentre.ts";
import type { CalendarDate } from "../../sdk/calendar/CalendarDate.ts";
import { isBusinessDay } from "../../sdk/calendar/isBusinessDay.ts";
import { isCalendarDate } from "../../sdk/calendar/isCalendarDate.ts";
import { UsageError } from "./UsageError.ts";

/**
 * The settlement date that an option gives.
 *
 * @throws UsageError when it is no date, or banks are closed on it
 * @throws DateOutsideCalendarError when the holidays of its year are not known
 */
export function parseSettleDate(text: string, centre: BusinessCentre): CalendarDate {
  if (!isCalendarDate(text))
    throw new UsageError(`--settle-date is "${text}", which is no date.`, "Write YYYY-MM-DD.");
  if (isBusinessDay(text, centre)) return text;
  throw new UsageError(
    `${text} is not a business day in ${centre}.`,
    "Choose a day on which banks are open.",
  );
}
