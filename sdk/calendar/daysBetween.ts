import type { CalendarDate } from "./CalendarDate.ts";
import { dayNumber } from "./dayNumber.ts";

/**
 * The number of calendar days from one date to another, counting one end (片端): negative when `to` is earlier.
 */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return dayNumber(to) - dayNumber(from);
}
