import { addBusinessDays } from "../calendar/addBusinessDays.ts";
import { adjustDate } from "../calendar/adjustDate.ts";
import type { CalendarDate } from "../calendar/CalendarDate.ts";
import { daysBetween } from "../calendar/daysBetween.ts";
import { InvalidScheduleError } from "../errors/InvalidScheduleError.ts";
import { couponDates } from "./couponDates.ts";
import { interestPerYenE13 } from "./interestPerYenE13.ts";
import type { BondTerms, CouponPeriod, CouponPeriodKind, CouponSchedule, YearFraction } from "./types.ts";
import { yearFraction } from "./yearFraction.ts";

/**
 * All coupons of a fixed-rate bond redeemed in one sum: dates, record dates, closed period and interest per
 * yen. First and last periods may be short or long. Moving a payment to a business day does not change its
 * amount.
 *
 * @throws InvalidScheduleError when the dates of the terms do not fit together
 * @throws InvalidDecimalError when the coupon rate is not a plain decimal number
 * @throws DateOutsideCalendarError when holidays are not known for a date of the schedule
 */
export function couponSchedule(terms: BondTerms): CouponSchedule {
  const { couponRatePercent, issueDate, maturityDate, businessCentre: centre, closedPeriodRule } = terms;
  const ends = couponDates(terms);
  const periods = ends.map((endDate, index) =>
    couponPeriod(terms, ends[index - 1] ?? issueDate, endDate, index),
  );
  const redemptionDate = moved(terms, maturityDate);
  const days = -wholeDays("businessDaysBeforeRedemption", closedPeriodRule.businessDaysBeforeRedemption);
  const closedFrom = addBusinessDays({ date: redemptionDate, days, centre });
  check(
    closedFrom > issueDate,
    "closedPeriodRule",
    closedFrom,
    "must leave the register open after the issue date",
  );
  return { couponRatePercent, issueDate, maturityDate, redemptionDate, closedFrom, periods };
}

function couponPeriod(
  terms: BondTerms,
  startDate: CalendarDate,
  endDate: CalendarDate,
  index: number,
): CouponPeriod {
  const { businessCentre: centre, recordDateRule, issueDate } = terms;
  const paymentDate = moved(terms, endDate);
  const days = -wholeDays("businessDaysBeforePayment", recordDateRule.businessDaysBeforePayment);
  const recordDate = addBusinessDays({ date: paymentDate, days, centre });
  check(
    recordDate >= issueDate,
    "recordDateRule",
    recordDate,
    "must not put a record date before the issue date",
  );
  const fraction = fractionOf(terms, startDate, endDate);
  return {
    number: index + 1,
    kind: kindOf(fraction, terms),
    startDate,
    endDate,
    paymentDate,
    recordDate,
    days: daysBetween(startDate, endDate),
    yearFraction: fraction,
    interestPerYenE13: interestPerYenE13(terms.couponRatePercent, fraction),
  };
}

function fractionOf(terms: BondTerms, startDate: CalendarDate, endDate: CalendarDate): YearFraction {
  const { couponsPerYear, lastRegularCouponDate, maturityDate } = terms;
  const rollDay = terms.rollDay ?? Number((lastRegularCouponDate ?? maturityDate).slice(8));
  const regularEnd = startDate === lastRegularCouponDate ? "start" : "end";
  return yearFraction({ startDate, endDate, couponsPerYear, rollDay, regularEnd });
}

function kindOf({ numerator, denominator }: YearFraction, { couponsPerYear }: BondTerms): CouponPeriodKind {
  const couponsPaid = numerator * BigInt(couponsPerYear);
  if (couponsPaid === denominator) return "regular";
  return couponsPaid < denominator ? "short" : "long";
}

function moved(
  { businessDayConvention: convention, businessCentre: centre }: BondTerms,
  date: CalendarDate,
): CalendarDate {
  return adjustDate({ date, convention, centre });
}

function wholeDays(field: string, days: number): number {
  check(
    Number.isInteger(days) && days >= 0,
    field,
    days.toString(),
    "must be a whole number of days, zero or more",
  );
  return days;
}

function check(holds: boolean, field: string, value: string, rule: string): void {
  if (!holds) throw new InvalidScheduleError({ field, value, rule });
}
