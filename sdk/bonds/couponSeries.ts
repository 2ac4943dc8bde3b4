import { addMonths } from "../calendar/addMonths.ts";
import type { CalendarDate } from "../calendar/CalendarDate.ts";
import { dayOfMonth } from "../calendar/dayOfMonth.ts";
import { checkSchedule } from "./checkSchedule.ts";
import { fitsRollDay } from "./fitsRollDay.ts";
import { startsForwardSeries } from "./startsForwardSeries.ts";
import type { BondTerms } from "./types.ts";

/** The coupon dates of a bond and the regular series that they follow. */
export interface CouponSeries {
  /** In order, not moved to business days; the last is the maturity date. Never empty. */
  readonly dates: readonly CalendarDate[];
  /** Where the last period, a stub, starts on the series; undefined when the maturity date is on the series itself. */
  readonly lastRegularDate: CalendarDate | undefined;
  /** Day of the month of the series, or the last of a shorter month. */
  readonly rollDay: number;
}

/**
 * The coupon dates of a bond, in steps of 12 / couponsPerYear months, each from the same date and day of the month.
 *
 * - Dates are counted back from maturity, or from the last regular coupon date when there is one. What is left at the
 *   start is a short first period; naming the date after it as `firstCouponDate` joins it to the next into a long one.
 *   What follows the last regular coupon date is the last period, short or long.
 * - A first coupon date that does not lie on that series, but is a regular period after issue, or has the roll day of the
 *   terms where maturity does not: dates are counted forward from it, and the last period is short.
 * - A bond without coupons has the maturity date only.
 *
 * @throws InvalidScheduleError when the dates of the terms do not fit into one such series
 */
export function couponSeries(terms: BondTerms): CouponSeries {
  const { issueDate, maturityDate, firstCouponDate, lastRegularCouponDate } = terms;
  checkSchedule(maturityDate > issueDate, "maturityDate", maturityDate, "must be after the issue date");
  if (terms.zeroCoupon === true) {
    return { dates: [maturityDate], lastRegularDate: undefined, rollDay: dayOfMonth(maturityDate) };
  }
  if (startsForwardSeries(terms)) return forwardFrom(terms.firstCouponDate, terms);
  const anchor = lastRegularCouponDate ?? maturityDate;
  checkRollDay(terms, anchor);
  if (lastRegularCouponDate !== undefined) checkLastPeriod(terms, lastRegularCouponDate);
  const rollDay = terms.rollDay ?? dayOfMonth(anchor);
  const regular = datesBackFrom(anchor, rollDay, terms);
  const dates = firstCouponDate === undefined ? regular : startingAt(firstCouponDate, regular);
  return lastRegularCouponDate === undefined
    ? { dates, lastRegularDate: undefined, rollDay }
    : { dates: [...dates, maturityDate], lastRegularDate: lastRegularCouponDate, rollDay };
}

function datesBackFrom(
  anchor: CalendarDate,
  rollDay: number,
  { issueDate, couponsPerYear }: BondTerms,
): readonly CalendarDate[] {
  const dates: CalendarDate[] = [];
  for (let date = anchor, steps = 1; date > issueDate; steps += 1) {
    dates.unshift(date);
    date = addMonths({ date: anchor, months: (-steps * 12) / couponsPerYear, rollDay });
  }
  return dates;
}

/** A bond that is issued at the end of a month and pays on the last day of shorter ones keeps its issue day. */
function forwardFrom(
  first: CalendarDate,
  { issueDate, maturityDate, couponsPerYear, rollDay: given }: BondTerms,
): CouponSeries {
  const rollDay = given ?? dayOfMonth(issueDate);
  const step = 12 / couponsPerYear;
  const beforeLast = addMonths({ date: first, months: -2 * step, rollDay });
  checkSchedule(
    beforeLast <= issueDate,
    "firstCouponDate",
    first,
    "must be at most two coupon periods after the issue date",
  );
  const regular: CalendarDate[] = [];
  for (let date = first; date < maturityDate;) {
    regular.push(date);
    date = addMonths({ date: first, months: step * regular.length, rollDay });
  }
  return { dates: [...regular, maturityDate], lastRegularDate: regular.at(-1), rollDay };
}

function startingAt(first: CalendarDate, regular: readonly CalendarDate[]): readonly CalendarDate[] {
  const index = regular.indexOf(first);
  const allowed = regular.slice(0, 2).join(" or ");
  checkSchedule(
    index === 0 || index === 1,
    "firstCouponDate",
    first,
    `must be ${allowed}, counted back from the last date`,
  );
  return regular.slice(index);
}

function checkRollDay({ rollDay }: BondTerms, anchor: CalendarDate): void {
  if (rollDay === undefined) return;
  checkSchedule(
    fitsRollDay(anchor, rollDay),
    "rollDay",
    rollDay.toString(),
    `must be the day of ${anchor}, or later when that is the end of its month`,
  );
}

function checkLastPeriod(
  { issueDate, maturityDate, couponsPerYear, rollDay }: BondTerms,
  last: CalendarDate,
): void {
  const field = "lastRegularCouponDate";
  checkSchedule(
    last > issueDate && last < maturityDate,
    field,
    last,
    "must lie between the issue date and the maturity date",
  );
  const limit = addMonths({ date: last, months: 24 / couponsPerYear, rollDay });
  checkSchedule(
    maturityDate < limit,
    field,
    last,
    "must be less than two coupon periods before the maturity date",
  );
}
