import type { CalendarDate } from "../calendar/CalendarDate.ts";
import type { CouponSeries } from "./couponSeries.ts";
import { regularSeries } from "./dayCount/regularSeries.ts";
import type { AccrualPeriod } from "./dayCount/types.ts";
import type { CouponsPerYear } from "./types.ts";

/** What `referenceDatesOf` works on. */
export interface ReferenceDatesOptions {
  /** A coupon period of the series, its dates not moved. */
  readonly period: AccrualPeriod;
  readonly series: CouponSeries;
  readonly couponsPerYear: CouponsPerYear;
}

/**
 * The dates of the regular series that enclose a coupon period, none of them moved: its own two for a regular period,
 * notional ones for a stub. They are counted from the end of the period, which is on the series; of a last stub only the
 * start is.
 */
export function referenceDatesOf(options: ReferenceDatesOptions): readonly CalendarDate[] {
  const { period, series, couponsPerYear } = options;
  const { lastRegularDate, rollDay } = series;
  const onSeries = period.startDate === lastRegularDate ? lastRegularDate : period.endDate;
  return regularSeries({ ...period, couponsPerYear, referenceDates: [onSeries], rollDay });
}
