import { daysBetween } from "../../calendar/daysBetween.ts";
import { ReferencePeriodError } from "../../errors/ReferencePeriodError.ts";
import { COUPONS_PER_YEAR } from "../types.ts";
import type { CouponsPerYear } from "../types.ts";
import type { RegularPeriods } from "./types.ts";

/**
 * How many regular periods a year has: as given, or as the first two reference dates lie apart.
 *
 * @throws ReferencePeriodError when neither tells it, the two disagree, or reference dates are out of order
 */
export function regularFrequency({ couponsPerYear, referenceDates = [] }: RegularPeriods): CouponsPerYear {
  const dates = referenceDates.join(", ");
  if (referenceDates.some((date, index) => index > 0 && date <= (referenceDates[index - 1] ?? ""))) {
    throw new ReferencePeriodError(dates, "must be in order, each later than the one before");
  }
  const [first, second] = referenceDates;
  if (first === undefined || second === undefined) {
    if (couponsPerYear !== undefined) return couponsPerYear;
    throw new ReferencePeriodError(dates, "must be two or more where couponsPerYear is left out");
  }
  // Months to the nearest: coupon periods are 28 days or more, and business days move their ends by a few days only.
  const months = Math.trunc((24 * daysBetween(first, second) + 365) / 730);
  const known = COUPONS_PER_YEAR.find((count) => count * months === 12);
  if (known === undefined || (couponsPerYear !== undefined && couponsPerYear !== known)) {
    const wanted = couponsPerYear === undefined ? "1, 2, 3, 4, 6 or 12" : (12 / couponsPerYear).toString();
    throw new ReferencePeriodError(dates, `must be ${wanted} months apart, a regular coupon period`);
  }
  return known;
}
