import { addMonths } from "../calendar/addMonths.ts";
import type { CalendarDate } from "../calendar/CalendarDate.ts";
import { daysInMonth } from "../calendar/daysInMonth.ts";
import { InvalidScheduleError } from "../errors/InvalidScheduleError.ts";
import type { BondTerms } from "./types.ts";

/**
 * The coupon dates of a bond in order, not moved to business days; the last is the maturity date.
 *
 * Dates are counted back from maturity, or from the last regular coupon date when there is one, in steps of
 * 12 / couponsPerYear months, each from the same date and day of the month. What is left at the start is a
 * short first period; naming the date after it as `firstCouponDate` joins it to the next into a long one.
 *
 * @throws InvalidScheduleError when the dates of the terms do not fit into one such series
 */
export function couponDates(terms: BondTerms): readonly CalendarDate[] {
  const { issueDate, maturityDate, firstCouponDate, lastRegularCouponDate } = terms;
  check(maturityDate > issueDate, "maturityDate", maturityDate, "must be after the issue date");
  checkRollDay(terms);
  if (lastRegularCouponDate !== undefined) checkLastPeriod(terms, lastRegularCouponDate);
  const regular = datesBackFrom(lastRegularCouponDate ?? maturityDate, terms);
  const dates = firstCouponDate === undefined ? regular : startingAt(firstCouponDate, regular);
  return lastRegularCouponDate === undefined ? dates : [...dates, maturityDate];
}

function datesBackFrom(
  anchor: CalendarDate,
  { issueDate, couponsPerYear, rollDay }: BondTerms,
): readonly CalendarDate[] {
  const dates: CalendarDate[] = [];
  for (let date = anchor, steps = 1; date > issueDate; steps += 1) {
    dates.unshift(date);
    date = addMonths({ date: anchor, months: (-steps * 12) / couponsPerYear, rollDay });
  }
  return dates;
}

function startingAt(first: CalendarDate, regular: readonly CalendarDate[]): readonly CalendarDate[] {
  const index = regular.indexOf(first);
  const allowed = regular.slice(0, 2).join(" or ");
  check(
    index === 0 || index === 1,
    "firstCouponDate",
    first,
    `must be ${allowed}, counted back from the last date`,
  );
  return regular.slice(index);
}

function checkRollDay({ rollDay, lastRegularCouponDate, maturityDate }: BondTerms): void {
  if (rollDay === undefined) return;
  const anchor = lastRegularCouponDate ?? maturityDate;
  const lastDay = daysInMonth(Number(anchor.slice(0, 4)), Number(anchor.slice(5, 7)));
  const fits =
    Number.isInteger(rollDay) && rollDay <= 31 && Number(anchor.slice(8)) === Math.min(rollDay, lastDay);
  check(
    fits,
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
  check(
    last > issueDate && last < maturityDate,
    field,
    last,
    "must lie between the issue date and the maturity date",
  );
  const limit = addMonths({ date: last, months: 24 / couponsPerYear, rollDay });
  check(maturityDate < limit, field, last, "must be less than two coupon periods before the maturity date");
}

function check(holds: boolean, field: string, value: string, rule: string): void {
  if (!holds) throw new InvalidScheduleError({ field, value, rule });
}
