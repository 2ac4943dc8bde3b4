import type { CalendarDate } from "./CalendarDate.ts";
import { dateOf } from "./dateOf.ts";
import { daysInMonth } from "./daysInMonth.ts";

/** What `addMonths` works on. */
export interface AddMonthsOptions {
  readonly date: CalendarDate;
  /** Whole months, negative to go back. */
  readonly months: number;
  /** The day of the month wanted, 1 to 31; the day of `date` when left out. */
  readonly rollDay?: number | undefined;
}

/**
 * The same day of the month some months later. Where that month has no such day, its last day.
 * Giving the day of the first date as `rollDay` keeps a series on 31 August, 28 February, 31 August.
 *
 * @throws InvalidDateError when the result lies outside the years 0001 to 9999
 */
export function addMonths({ date, months, rollDay }: AddMonthsOptions): CalendarDate {
  const index = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const year = Math.floor(index / 12);
  const month = index - year * 12 + 1;
  const day = Math.min(rollDay ?? Number(date.slice(8, 10)), daysInMonth(year, month));
  return dateOf(year, month, day);
}
