import { addMonths } from "../../calendar/addMonths.ts";
import type { CalendarDate } from "../../calendar/CalendarDate.ts";
import { dayOfMonth } from "../../calendar/dayOfMonth.ts";
import { daysInMonth } from "../../calendar/daysInMonth.ts";
import { yearOf } from "../../calendar/yearOf.ts";
import type { CouponsPerYear } from "../types.ts";
import type { AccrualPeriod, RegularPeriods } from "./types.ts";

/** What `regularSeries` works on. */
export interface RegularSeriesOptions extends AccrualPeriod, RegularPeriods {
  readonly couponsPerYear: CouponsPerYear;
}

/**
 * Dates of the regular series in order that enclose a period: the reference dates, and as many before and after as the
 * period needs. Without reference dates the end of the period is on the series.
 *
 * Where no roll day is given, reference dates that are all ends of months go on at ends of months (30 November,
 * 29 February, 31 May); others go on at the latest day of the month among them.
 *
 * @throws InvalidDateError when the series leaves the years 0001 to 9999
 */
export function regularSeries(options: RegularSeriesOptions): readonly CalendarDate[] {
  const { startDate, endDate, couponsPerYear, referenceDates = [] } = options;
  const given = referenceDates.length > 0 ? referenceDates : [endDate];
  const rollDay = options.rollDay ?? rollDayOf(given);
  const step = 12 / couponsPerYear;
  const before: CalendarDate[] = [];
  const after: CalendarDate[] = [];
  const [first = endDate] = given;
  const last = given.at(-1) ?? endDate;
  while ((before[0] ?? first) > startDate) {
    before.unshift(addMonths({ date: first, months: -step * (before.length + 1), rollDay }));
  }
  while ((after.at(-1) ?? last) < endDate) {
    after.push(addMonths({ date: last, months: step * (after.length + 1), rollDay }));
  }
  return [...before, ...given, ...after];
}

/** Undefined where the dates have no day of the month in common, as when they are moved to business days. */
function rollDayOf(dates: readonly CalendarDate[]): number | undefined {
  if (dates.length > 1 && dates.every((date) => dayOfMonth(date) === lastDayOf(date))) return 31;
  const latest = Math.max(...dates.map(dayOfMonth));
  const isCommon = dates.every((date) => dayOfMonth(date) === Math.min(latest, lastDayOf(date)));
  return isCommon ? latest : undefined;
}

function lastDayOf(date: CalendarDate): number {
  return daysInMonth(yearOf(date), Number(date.slice(5, 7)));
}
