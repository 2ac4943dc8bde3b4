import type { CalendarDate } from "../calendar/CalendarDate.ts";
import { SettlementDateError } from "../errors/SettlementDateError.ts";
import { accruedInterest } from "./accruedInterest.ts";
import type { AccruedInterest } from "./accruedInterest.ts";
import type { CouponPeriod, CouponSchedule } from "./types.ts";

/** What `accruedInterestAt` works on. */
export interface AccruedInterestAtOptions {
  readonly schedule: CouponSchedule;
  /** Face traded, in yen. */
  readonly face: bigint;
  readonly settlementDate: CalendarDate;
}

/**
 * Interest accrued on a bond at a settlement date, by its schedule: see `accruedInterest` for the rule.
 *
 * Settling on the day a coupon is paid early because its date is a holiday is settling after it: nothing has
 * accrued (利落ち). Between a record date and that payment the coupon already belongs to the seller, so that a
 * buyer would pay for interest never received; such dates are refused.
 *
 * @throws SettlementDateError before issue, between record date and payment, and once the register is closed
 * @throws InvalidAmountError when the face is negative
 */
export function accruedInterestAt({
  schedule,
  face,
  settlementDate,
}: AccruedInterestAtOptions): AccruedInterest {
  const { couponRatePercent, issueDate, closedFrom } = schedule;
  if (settlementDate < issueDate) {
    throw new SettlementDateError(settlementDate, `must not be before the issue date ${issueDate}`);
  }
  const period = schedule.periods.find(({ endDate }) => settlementDate < endDate);
  if (settlementDate >= closedFrom || period === undefined) {
    throw new SettlementDateError(
      settlementDate,
      `must be before ${closedFrom}, when the register closes for redemption`,
    );
  }
  checkEntitled(period, settlementDate);
  const { interestPerYenE13 } = period;
  const startDate = settlementDate >= period.paymentDate ? settlementDate : period.startDate;
  return accruedInterest({ face, couponRatePercent, startDate, settlementDate, interestPerYenE13 });
}

function checkEntitled({ recordDate, paymentDate }: CouponPeriod, settlementDate: CalendarDate): void {
  if (settlementDate <= recordDate || settlementDate >= paymentDate) return;
  const rule = `must not lie between the record date ${recordDate} and the coupon payment of ${paymentDate}`;
  throw new SettlementDateError(settlementDate, rule);
}
