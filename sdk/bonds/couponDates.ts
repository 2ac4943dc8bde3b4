import type { CalendarDate } from "../calendar/CalendarDate.ts";
import { couponSeries } from "./couponSeries.ts";
import type { BondTerms } from "./types.ts";

/**
 * The coupon dates of a bond in order, not moved to business days; the last is the maturity date: see `couponSeries` for
 * the rule.
 *
 * @throws InvalidScheduleError when the dates of the terms do not fit into one such series
 */
export function couponDates(terms: BondTerms): readonly CalendarDate[] {
  return couponSeries(terms).dates;
}
