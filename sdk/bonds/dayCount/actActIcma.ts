import type { CalendarDate } from "../../calendar/CalendarDate.ts";
import { daysBetween } from "../../calendar/daysBetween.ts";
import { addFractions } from "../../fractions/addFractions.ts";
import { reduceFraction } from "../../fractions/reduceFraction.ts";
import { regularFrequency } from "./regularFrequency.ts";
import { regularSeries } from "./regularSeries.ts";
import type { AccrualPeriod, DayCountFraction, RegularPeriods } from "./types.ts";

/** What `actActIcma` works on. */
export interface ActActIcmaOptions extends AccrualPeriod, RegularPeriods {}

/**
 * ACT/ACT (ICMA, formerly ISMA): each regular coupon period is exactly 1 / couponsPerYear, and days within one are a part
 * of it: 157 days of a half-year of 184 are 157/184 of 1/2. A long stub is split over the regular periods that it
 * touches, notional ones among them.
 *
 * Source: ICMA Rule Book, Rule 251.1; 2006 ISDA Definitions, section 4.16(c); worked examples in ISDA, EMU and Market
 * Conventions: Recent Developments (mktc1198, 1998).
 *
 * @throws ReferencePeriodError when neither couponsPerYear nor two reference dates are given, or they do not fit together
 * @throws InvalidDateError when the series leaves the years 0001 to 9999
 */
export function actActIcma(options: ActActIcmaOptions): DayCountFraction {
  const { startDate, endDate } = options;
  const couponsPerYear = regularFrequency(options);
  const dates = regularSeries({ ...options, couponsPerYear });
  const parts = dates.slice(1).map((to, index) => {
    const from = dates[index] ?? to;
    const days = daysBetween(latest(from, startDate), earliest(to, endDate));
    return reduceFraction(BigInt(Math.max(days, 0)), BigInt(daysBetween(from, to) * couponsPerYear));
  });
  return { days: daysBetween(startDate, endDate), ...addFractions(parts) };
}

function latest(a: CalendarDate, b: CalendarDate): CalendarDate {
  return a > b ? a : b;
}

function earliest(a: CalendarDate, b: CalendarDate): CalendarDate {
  return a < b ? a : b;
}
