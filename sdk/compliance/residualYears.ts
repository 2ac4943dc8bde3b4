import { addMonths } from "../calendar/addMonths.ts";
import type { CalendarDate } from "../calendar/CalendarDate.ts";
import { daysBetween } from "../calendar/daysBetween.ts";

/** How long a bond still runs. */
export interface ResidualYears {
  /** Whole years from the settlement date on. */
  readonly years: number;
  /** Days after the last of them. */
  readonly days: number;
  /** Days of the year that has begun: 365 or 366. */
  readonly daysInYear: number;
}

/**
 * The residual years (残存年数) of a bond on its settlement date: whole years, and the days of the year that has begun. So a bond
 * of ten years has ten of them on its issue date, whatever leap days are between.
 *
 * @returns nothing when the bond does not run any more
 */
export function residualYears(from: CalendarDate, maturity: CalendarDate): ResidualYears | undefined {
  if (maturity <= from) return undefined;
  const after = (years: number): CalendarDate => addMonths({ date: from, months: 12 * years });
  const most = Number(maturity.slice(0, 4)) - Number(from.slice(0, 4));
  const years = after(most) <= maturity ? most : most - 1;
  return {
    years,
    days: daysBetween(after(years), maturity),
    daysInYear: daysBetween(after(years), after(years + 1)),
  };
}
