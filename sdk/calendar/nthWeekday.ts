import type { CalendarDate } from "./CalendarDate.ts";
import { addDays } from "./addDays.ts";
import { dateOf } from "./dateOf.ts";
import { daysInMonth } from "./daysInMonth.ts";
import { weekday } from "./weekday.ts";

/** What `nthWeekday` works on. */
export interface NthWeekdayOptions {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 0 for Sunday to 6 for Saturday. */
  readonly day: number;
  readonly nth: 1 | 2 | 3 | 4 | "last";
}

/** A holiday's date by its weekday: the third Monday of January, the last Monday of May. */
export function nthWeekday({ year, month, day, nth }: NthWeekdayOptions): CalendarDate {
  if (nth === "last") {
    const last = dateOf(year, month, daysInMonth(year, month));
    return addDays(last, -((weekday(last) - day + 7) % 7));
  }
  const first = dateOf(year, month, 1);
  return addDays(first, ((day - weekday(first) + 7) % 7) + 7 * (nth - 1));
}
