import { addDays } from "../calendar/addDays.ts";
import type { CalendarDate } from "../calendar/CalendarDate.ts";
import { secondsAtStartOfDay } from "../calendar/secondsAtStartOfDay.ts";
import { DEFAULT_GRACE_PERIOD_DAYS } from "../terms/TermSheet.ts";
import type { TermSheet } from "../terms/TermSheet.ts";
import { bondTax } from "./bondTax.ts";
import { couponDates } from "./couponDates.ts";
import { faceLeftOn } from "./faceLeftOn.ts";
import { INSTRUMENT_CLASSES, OPTION_KINDS } from "./kinds.ts";
import { lastNoticeDay } from "./lastNoticeDay.ts";
import { NO_CAP_E8, RATE_KINDS } from "./scheduleTypes.ts";
import type { OnChainOption, OnChainPayment, OnChainSchedule, OnChainStep } from "./scheduleTypes.ts";
import { parseDecimal } from "./parseDecimal.ts";
import { parseSignedDecimal } from "./parseSignedDecimal.ts";
import { percentOf } from "./percentOf.ts";
import { principalPayments } from "./principalPayments.ts";
import type { PrincipalPayment } from "./principalPayments.ts";
import { RATE_DECIMALS } from "./types.ts";
import type { CouponSchedule } from "./types.ts";

/** What `onChainSchedule` works on. */
export interface OnChainScheduleOptions {
  readonly termSheet: TermSheet;
  /** The coupon schedule of that term sheet. */
  readonly schedule: CouponSchedule;
  /** The account of the bank whose digital currency pays. */
  readonly settlementBank: string;
  /** The account that tax withheld is paid to: that of `bondTax`'s party. */
  readonly taxAccount: string;
}

interface Context extends OnChainScheduleOptions {
  readonly principals: readonly PrincipalPayment[];
  /** The second at which a day begins in the business centre. */
  readonly startOf: (date: CalendarDate) => bigint;
}

/**
 * What a bond pays, as its contract keeps it. Days become the seconds at which they begin in the business centre; the
 * last day of a notice or a decision, and a record date, become the first second after it. The redemption at maturity is
 * no payment of its own: the last coupon is paid on the same day.
 */
export function onChainSchedule(options: OnChainScheduleOptions): OnChainSchedule {
  const { termSheet, settlementBank, taxAccount } = options;
  const { denomination, amortisation, floating, couponRatePercent, businessCentre } = termSheet;
  const principals = principalPayments({ denomination, amortisation, dates: couponDates(termSheet) });
  const startOf = (date: CalendarDate): bigint => secondsAtStartOfDay(date, businessCentre);
  const context = { ...options, principals, startOf };
  const { instrumentClass, taxableRedemptionE6 } = bondTax(termSheet);
  const faceAtMaturity = principals.at(-1)?.principalPerUnit ?? denomination;
  return {
    settlementBank,
    taxAccount,
    instrumentClass: placeOf(INSTRUMENT_CLASSES, instrumentClass),
    rateKind: placeOf(RATE_KINDS, floating === undefined ? "fixed" : "floating"),
    rateE8: floating === undefined ? parseDecimal(couponRatePercent, RATE_DECIMALS) : 0n,
    marginE8: parseSignedDecimal(floating?.marginPercent ?? "0", RATE_DECIMALS),
    floorE8: parseDecimal(floating?.floorPercent ?? "0", RATE_DECIMALS),
    capE8: floating?.capPercent === undefined ? NO_CAP_E8 : parseDecimal(floating.capPercent, RATE_DECIMALS),
    redemptionPerUnit: percentOf(termSheet.redemptionPricePer100 ?? "100", faceAtMaturity).amount,
    taxableRedemptionE6,
    gracePeriod: BigInt(termSheet.gracePeriodDays ?? DEFAULT_GRACE_PERIOD_DAYS) * 86_400n,
    tradesInDefault: termSheet.tradesInDefault ?? false,
    payments: payments(context),
    steps: steps(context),
    options: redemptionOptions(context),
  };
}

function payments({ termSheet, schedule, principals, startOf }: Context): OnChainPayment[] {
  if (termSheet.zeroCoupon === true) return [];
  return schedule.periods.map(({ recordDate, paymentDate, startDate, endDate, yearFraction }, index) => ({
    recordCutoff: startOf(addDays(recordDate, 1)),
    payFrom: startOf(paymentDate),
    accrueFrom: startOf(startDate),
    accrueTo: startOf(endDate),
    fractionNumerator: yearFraction.numerator,
    fractionDenominator: yearFraction.denominator,
    principalPerUnit: index === principals.length - 1 ? 0n : (principals[index]?.principalPerUnit ?? 0n),
  }));
}

function steps({ termSheet, startOf }: Context): OnChainStep[] {
  return (termSheet.steps ?? []).map(({ decideBy, firstPayment, stepPercent }) => ({
    decideBy: startOf(addDays(decideBy, 1)),
    firstPayment: BigInt(firstPayment - 1),
    stepE8: parseSignedDecimal(stepPercent, RATE_DECIMALS),
  }));
}

function redemptionOptions({ termSheet, schedule, principals, startOf }: Context): OnChainOption[] {
  const centres = [termSheet.businessCentre, ...(termSheet.jointCentres ?? [])];
  return (termSheet.options ?? []).map((option) => {
    const { kind, date, pricePer100 = "100" } = option;
    const left = faceLeftOn({ periods: schedule.periods, principals, date });
    return {
      kind: placeOf(OPTION_KINDS, kind),
      noticeBy: startOf(addDays(lastNoticeDay(option, centres), 1)),
      date: startOf(date),
      pricePerUnit: kind === "callProRata" ? 0n : percentOf(pricePer100, left).amount,
    };
  });
}

function placeOf<T>(list: readonly T[], value: T): bigint {
  return BigInt(list.indexOf(value));
}
