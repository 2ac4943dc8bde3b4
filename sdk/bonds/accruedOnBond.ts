import type { CalendarDate } from "../calendar/CalendarDate.ts";
import type { TermSheet } from "../terms/TermSheet.ts";
import type { AccruedInterest } from "./accruedInterest.ts";
import { accruedInterestAt } from "./accruedInterestAt.ts";
import { cashFlows } from "./cashFlows.ts";
import type { CashFlow } from "./cashFlows.ts";
import { formatDecimal } from "./formatDecimal.ts";
import type { RateAssumptions } from "./paymentRates.ts";
import { RATE_DECIMALS } from "./types.ts";
import type { CouponSchedule } from "./types.ts";

/** What `accruedOnBond` works on. */
export interface AccruedOnBondOptions {
  readonly termSheet: TermSheet;
  /** The coupon schedule of that term sheet. */
  readonly schedule: CouponSchedule;
  /** Original face traded, in minor units: a multiple of the denomination. */
  readonly face: bigint;
  readonly settlementDate: CalendarDate;
  /** What is known or supposed of rates; nothing when left out. */
  readonly assumptions?: RateAssumptions | undefined;
}

/** Interest accrued on a bond of any kind. */
export interface AccruedOnBond extends AccruedInterest {
  /** The face that is left of the face traded, in minor units: what price and interest are reckoned on. */
  readonly faceLeft: bigint;
  /** The rate of the running coupon in percent, a decimal text. */
  readonly couponRatePercent: string;
  /** The next coupon that the buyer receives. */
  readonly next: CashFlow;
}

/**
 * Interest accrued on a bond of any kind at a settlement date: the rule of `accruedInterestAt`, on the face that is left and
 * at the rate of the running coupon.
 *
 * @throws SettlementDateError on dates on which the bond cannot be delivered
 * @throws InvalidAmountError when the face is negative
 */
export function accruedOnBond(options: AccruedOnBondOptions): AccruedOnBond {
  const { termSheet, schedule, face, settlementDate, assumptions } = options;
  const { flows } = cashFlows({ termSheet, schedule, assumptions });
  const running = flows.find(({ endDate }) => settlementDate < endDate);
  const next = flows.find(({ paymentDate }) => settlementDate < paymentDate);
  const couponRatePercent = formatDecimal(running?.rateE8 ?? 0n, RATE_DECIMALS);
  const faceLeft = (face * (next?.facePerUnit ?? 0n)) / termSheet.denomination;
  const accrued = accruedInterestAt({ schedule, face: faceLeft, settlementDate, couponRatePercent });
  // A date after the last payment was refused just now.
  return { ...accrued, faceLeft, couponRatePercent, next: next ?? lastOf(flows) };
}

function lastOf(flows: readonly CashFlow[]): CashFlow {
  const last = flows.at(-1);
  if (last === undefined) throw new TypeError("a schedule has at least one period");
  return last;
}
