import { InvalidDateError } from "../errors/InvalidDateError.ts";
import type { CalendarDate } from "./CalendarDate.ts";
import { isCalendarDate } from "./isCalendarDate.ts";

/**
 * Reads a calendar day.
 *
 * @param text YYYY-MM-DD (ISO 8601)
 * @throws InvalidDateError when the text is not a real day written so
 */
export function parseCalendarDate(text: string): CalendarDate {
  if (!isCalendarDate(text)) throw new InvalidDateError(text);
  return text;
}
