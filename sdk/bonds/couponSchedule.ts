import { addBusinessDays } from "../calendar/addBusinessDays.ts";
import { adjustDate } from "../calendar/adjustDate.ts";
import type { BusinessCentre } from "../calendar/BusinessCentre.ts";
import type { CalendarDate } from "../calendar/CalendarDate.ts";
import { daysBetween } from "../calendar/daysBetween.ts";
import { checkSchedule } from "./checkSchedule.ts";
import { couponSeries } from "./couponSeries.ts";
import type { CouponSeries } from "./couponSeries.ts";
import { actActIcma } from "./dayCount/actActIcma.ts";
import { dayCountFraction } from "./dayCount/dayCountFraction.ts";
import type { AccrualPeriod } from "./dayCount/types.ts";
import { interestPerYenE13 } from "./interestPerYenE13.ts";
import { referenceDatesOf } from "./referenceDatesOf.ts";
import type { BondTerms, CouponPeriod, CouponPeriodKind, CouponSchedule } from "./types.ts";

/**
 * All coupons of a bond redeemed in one sum: dates, record dates, closed period, the part of the year each is for by the
 * day count of the terms, and interest per yen at the coupon rate. First and last periods may be short or long. Moving a
 * payment to a business day changes its amount only if accrual is adjusted. With joint centres, business days are those
 * on which the banks of all centres are open.
 *
 * @throws InvalidScheduleError when the dates of the terms do not fit together
 * @throws InvalidDecimalError when the coupon rate is not a plain decimal number
 * @throws DateOutsideCalendarError when holidays are not known for a date of the schedule
 */
export function couponSchedule(terms: BondTerms): CouponSchedule {
  const { couponRatePercent, couponsPerYear, dayCount = "japanese", issueDate, maturityDate } = terms;
  const isStubRuleUsed = terms.stubRule === undefined || dayCount === "japanese";
  checkSchedule(isStubRuleUsed, "stubRule", terms.stubRule ?? "", `must be left out for "${dayCount}"`);
  const series = couponSeries(terms);
  const periods = series.dates.map((endDate, index) =>
    couponPeriod(terms, series, { startDate: series.dates[index - 1] ?? issueDate, endDate }, index + 1),
  );
  const redemptionDate = paidOn(terms, maturityDate);
  const days = -wholeDays(
    "businessDaysBeforeRedemption",
    terms.closedPeriodRule.businessDaysBeforeRedemption,
  );
  const closedFrom = addBusinessDays({ date: redemptionDate, days, centre: centresOf(terms) });
  checkSchedule(
    closedFrom > issueDate,
    "closedPeriodRule",
    closedFrom,
    "must leave the register open after the issue date",
  );
  const dates = { issueDate, maturityDate, redemptionDate, closedFrom };
  return { couponRatePercent, couponsPerYear, dayCount, ...dates, periods };
}

/** @param unadjusted the period between coupon dates that are not moved */
function couponPeriod(
  terms: BondTerms,
  series: CouponSeries,
  unadjusted: AccrualPeriod,
  number: number,
): CouponPeriod {
  const { couponRatePercent, couponsPerYear, dayCount = "japanese", stubRule } = terms;
  const { rollDay } = series;
  const paymentDate = paidOn(terms, unadjusted.endDate);
  const recordDate = recordDateOf(terms, paymentDate);
  const period = {
    startDate: accruedTo(terms, unadjusted.startDate),
    endDate: accruedTo(terms, unadjusted.endDate),
  };
  const unmovedReferences = referenceDatesOf({ period: unadjusted, series, couponsPerYear });
  const referenceDates = unmovedReferences.map((date) => accruedTo(terms, date));
  const terminationDate = accruedTo(terms, terms.maturityDate);
  const regular = { couponsPerYear, referenceDates, rollDay };
  const rule = { dayCount, stubRule, terminationDate };
  const { numerator, denominator } = dayCountFraction({ ...period, ...regular, ...rule });
  const yearFraction = { numerator, denominator };
  return {
    number,
    kind: kindOf({ ...unadjusted, ...regular, referenceDates: unmovedReferences }),
    ...period,
    referenceDates,
    paymentDate,
    recordDate,
    days: daysBetween(period.startDate, period.endDate),
    yearFraction,
    interestPerYenE13: interestPerYenE13(couponRatePercent, yearFraction),
  };
}

function recordDateOf(terms: BondTerms, paymentDate: CalendarDate): CalendarDate {
  const days = -wholeDays("businessDaysBeforePayment", terms.recordDateRule.businessDaysBeforePayment);
  const recordDate = addBusinessDays({ date: paymentDate, days, centre: centresOf(terms) });
  checkSchedule(
    recordDate >= terms.issueDate,
    "recordDateRule",
    recordDate,
    "must not put a record date before the issue date",
  );
  return recordDate;
}

/** How long a period is by the calendar, whatever its day count makes of it. */
function kindOf(
  period: Parameters<typeof actActIcma>[0] & Pick<BondTerms, "couponsPerYear">,
): CouponPeriodKind {
  const { numerator, denominator } = actActIcma(period);
  const coupons = numerator * BigInt(period.couponsPerYear);
  if (coupons === denominator) return "regular";
  return coupons < denominator ? "short" : "long";
}

function paidOn(terms: BondTerms, date: CalendarDate): CalendarDate {
  return adjustDate({ date, convention: terms.businessDayConvention, centre: centresOf(terms) });
}

/** Interest starts on the day the bond is paid for, whatever day that is. */
function accruedTo(terms: BondTerms, date: CalendarDate): CalendarDate {
  return terms.accrual === "adjusted" && date !== terms.issueDate ? paidOn(terms, date) : date;
}

function centresOf({ businessCentre, jointCentres = [] }: BondTerms): readonly BusinessCentre[] {
  return [businessCentre, ...jointCentres];
}

function wholeDays(field: string, days: number): number {
  const rule = "must be a whole number of days, zero or more";
  checkSchedule(Number.isInteger(days) && days >= 0, field, days.toString(), rule);
  return days;
}
