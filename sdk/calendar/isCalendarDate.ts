import type { CalendarDate } from "./CalendarDate.ts";
import { daysInMonth } from "./daysInMonth.ts";

/**
 * Whether a text is a real calendar day, written YYYY-MM-DD, in the years 0001 to 9999 (Gregorian calendar).
 */
export function isCalendarDate(text: string): text is CalendarDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const year = Number(text.slice(0, 4));
  const month = Number(text.slice(5, 7));
  const day = Number(text.slice(8, 10));
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}
