import { addMonths } from "../calendar/addMonths.ts";
import type { CalendarDate } from "../calendar/CalendarDate.ts";
import { fitsRollDay } from "./fitsRollDay.ts";
import type { BondTerms } from "./types.ts";

/** Terms whose first coupon date begins a series that maturity does not lie on. */
type ForwardTerms = BondTerms & { readonly firstCouponDate: CalendarDate };

/**
 * Whether coupon dates are counted forward from the first: no last regular coupon date is named, maturity is not a whole
 * number of periods after the first coupon date, and that date is no slip of the pen, since it has the roll day of the
 * terms where maturity does not, or is a regular period after issue.
 */
export function startsForwardSeries(terms: BondTerms): terms is ForwardTerms {
  const { issueDate, maturityDate, firstCouponDate: first, lastRegularCouponDate, rollDay } = terms;
  if (first === undefined || lastRegularCouponDate !== undefined) return false;
  if (first <= issueDate || first >= maturityDate) return false;
  if (rollDay !== undefined && !fitsRollDay(first, rollDay)) return false;
  if (rollDay !== undefined && !fitsRollDay(maturityDate, rollDay)) return true;
  const periodAfterIssue = addMonths({ date: issueDate, months: 12 / terms.couponsPerYear, rollDay });
  return first === periodAfterIssue && !isOnSeriesBackFromMaturity(first, terms);
}

function isOnSeriesBackFromMaturity(
  first: CalendarDate,
  { maturityDate, couponsPerYear, rollDay }: BondTerms,
): boolean {
  let date = maturityDate;
  for (let steps = 1; date > first; steps += 1) {
    date = addMonths({ date: maturityDate, months: (-steps * 12) / couponsPerYear, rollDay });
  }
  return date === first;
}
