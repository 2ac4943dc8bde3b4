import type { CalendarDate } from "../calendar/CalendarDate.ts";
import { SettlementDateError } from "../errors/SettlementDateError.ts";
import { accruedInterest } from "./accruedInterest.ts";
import type { AccruedInterest } from "./accruedInterest.ts";
import { dayCountFraction } from "./dayCount/dayCountFraction.ts";
import type { AccrualPeriod, DayCountFraction } from "./dayCount/types.ts";
import { interestPerYenE13 } from "./interestPerYenE13.ts";
import type { CouponPeriod, CouponSchedule } from "./types.ts";

/** What `accruedInterestAt` works on. */
export interface AccruedInterestAtOptions {
  readonly schedule: CouponSchedule;
  /** Face traded, in yen. */
  readonly face: bigint;
  readonly settlementDate: CalendarDate;
  /** Rate of the running coupon in percent, where it is not that of the schedule: a floating or stepped one. */
  readonly couponRatePercent?: string | undefined;
  /** Tax withheld from the seller's interest, in percent, where the market trades net of it. Left out: none. */
  readonly taxRatePercent?: string | undefined;
}

/**
 * Interest accrued on a bond at a settlement date, by its schedule: see `accruedInterest` for the rule. A bond of the
 * Japanese rule accrues calendar days / 365, any other by its own day count.
 *
 * Settling on the day a coupon is paid early because its date is a holiday is settling after it: nothing has
 * accrued (利落ち). Between a record date and that payment the coupon already belongs to the seller, so that a
 * buyer would pay for interest never received; such dates are refused. So are those of a coupon that has run its time
 * but whose record date is not over: its buyer would receive a coupon and pay nothing for it.
 *
 * @throws SettlementDateError before issue, between record date and payment, between a coupon's end and its record date,
 * and once the register is closed
 * @throws InvalidAmountError when the face is negative, or the tax more than the interest
 * @throws InvalidDecimalError when a rate is not a plain decimal number
 */
export function accruedInterestAt(options: AccruedInterestAtOptions): AccruedInterest {
  const { schedule, face, settlementDate, taxRatePercent } = options;
  const period = runningPeriod(schedule, settlementDate);
  const couponRatePercent = options.couponRatePercent ?? schedule.couponRatePercent;
  const startDate = settlementDate >= period.paymentDate ? settlementDate : period.startDate;
  return accruedInterest({
    face,
    couponRatePercent,
    startDate,
    settlementDate,
    fraction: accruedFraction(schedule, period, { startDate, endDate: settlementDate }),
    interestPerYenE13: interestPerYenE13(couponRatePercent, period.yearFraction),
    taxRatePercent,
  });
}

function runningPeriod(
  { issueDate, closedFrom, periods }: CouponSchedule,
  settlementDate: CalendarDate,
): CouponPeriod {
  const refuse = (rule: string): never => {
    throw new SettlementDateError(settlementDate, rule);
  };
  if (settlementDate < issueDate) refuse(`must not be before the issue date ${issueDate}`);
  const period = periods.find(({ endDate }) => settlementDate < endDate);
  if (settlementDate >= closedFrom || period === undefined) {
    return refuse(`must be before ${closedFrom}, when the register closes for redemption`);
  }
  const { recordDate, paymentDate } = period;
  if (settlementDate > recordDate && settlementDate < paymentDate)
    refuse(`must not lie between the record date ${recordDate} and the coupon payment of ${paymentDate}`);
  const owed = periods.find((due) => settlementDate >= ranUntil(due) && settlementDate <= due.recordDate);
  if (owed !== undefined)
    refuse(
      `must be after ${owed.recordDate}, the record date of the coupon that ran until ${ranUntil(owed)}`,
    );
  return period;
}

/** A coupon paid before its date has run until then. */
function ranUntil({ endDate, paymentDate }: CouponPeriod): CalendarDate {
  return paymentDate < endDate ? paymentDate : endDate;
}

/** Undefined for the Japanese rule, whose accrued interest goes by the days of the market and not of the terms. */
function accruedFraction(
  { dayCount, couponsPerYear, periods }: CouponSchedule,
  { referenceDates }: CouponPeriod,
  accrued: AccrualPeriod,
): DayCountFraction | undefined {
  if (dayCount === "japanese") return undefined;
  const terminationDate = periods.at(-1)?.endDate;
  return dayCountFraction({ dayCount, ...accrued, terminationDate, couponsPerYear, referenceDates });
}
