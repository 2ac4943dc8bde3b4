import { accruedInterestAt } from "../bonds/accruedInterestAt.ts";
import { accruedOnBond } from "../bonds/accruedOnBond.ts";
import type { CouponSchedule } from "../bonds/types.ts";
import type { CalendarDate } from "../calendar/CalendarDate.ts";
import type { TermSheet } from "../terms/TermSheet.ts";
import { OpenRateError } from "./errors/OpenRateError.ts";

/** What `accruedPerYen` works on. */
export interface AccruedPerYenOptions {
  readonly termSheet: TermSheet;
  /** The coupon schedule of that term sheet. */
  readonly schedule: CouponSchedule;
  readonly paymentDate: CalendarDate;
  /** Rate of the running coupon in percent, where it does not follow from the term sheet. */
  readonly couponRatePercent?: string | undefined;
}

/**
 * Interest accrued on 1 yen of face until a payment date, in units of 10^-13 yen: times any face, truncated, it is what
 * `accruedInterestAt` gives for that face. For that rule is on 100 yen to the 7th decimal, which is the 9th on 1 yen, and
 * where the coupon takes its place on 1 yen to the 13th.
 *
 * @throws SettlementDateError on dates on which the bond cannot be delivered
 * @throws OpenRateError when the rate of the running coupon is fixed or decided later, and is not given
 */
export function accruedPerYen(options: AccruedPerYenOptions): bigint {
  const { termSheet, schedule, paymentDate: settlementDate } = options;
  const accrued = accruedOnBond({ termSheet, schedule, face: termSheet.denomination, settlementDate });
  if (options.couponRatePercent === undefined && isRateOpen(options))
    throw new OpenRateError(termSheet.isin, settlementDate);
  const couponRatePercent = options.couponRatePercent ?? accrued.couponRatePercent;
  return accruedInterestAt({ schedule, face: 10n ** 13n, settlementDate, couponRatePercent }).amount;
}

/** On the issue date nothing has accrued at any rate. */
function isRateOpen({ termSheet, schedule, paymentDate }: AccruedPerYenOptions): boolean {
  const { floating, steps = [] } = termSheet;
  if (paymentDate <= schedule.issueDate) return false;
  const running = schedule.periods.find(({ endDate }) => paymentDate < endDate);
  return (
    floating !== undefined ||
    steps.some(({ firstPayment }) => running !== undefined && running.number >= firstPayment)
  );
}
