import type { CalendarDate } from "../calendar/CalendarDate.ts";
import type { Fraction } from "../fractions/Fraction.ts";
import { reduceFraction } from "../fractions/reduceFraction.ts";
import type { TermSheet } from "../terms/TermSheet.ts";
import { couponAmount } from "./couponAmount.ts";
import { couponDates } from "./couponDates.ts";
import { formatDecimal } from "./formatDecimal.ts";
import { interestPerYenE13 } from "./interestPerYenE13.ts";
import { paymentRates } from "./paymentRates.ts";
import type { PaymentRate, RateAssumptions, RateBasis } from "./paymentRates.ts";
import { percentOf } from "./percentOf.ts";
import { principalPayments } from "./principalPayments.ts";
import type { PrincipalPayment } from "./principalPayments.ts";
import { RATE_DECIMALS } from "./types.ts";
import type { CouponPeriod, CouponSchedule } from "./types.ts";

/** What `cashFlows` works on. */
export interface CashFlowsOptions {
  readonly termSheet: TermSheet;
  /** The coupon schedule of that term sheet. */
  readonly schedule: CouponSchedule;
  /** What is known or supposed of rates; nothing when left out. */
  readonly assumptions?: RateAssumptions | undefined;
}

/** What the whole issue pays on one date. Amounts are minor units of the currency. */
export interface CashFlow extends Pick<
  CouponPeriod,
  "number" | "kind" | "startDate" | "endDate" | "paymentDate" | "recordDate" | "days" | "yearFraction"
> {
  /** Coupon date or maturity, not moved to a business day. */
  readonly unadjustedDate: CalendarDate;
  /** Yearly rate, in units of 10^-8. */
  readonly rateE8: bigint;
  readonly rateBasis: RateBasis;
  /** Face of one bond that bears interest until this date. */
  readonly facePerUnit: bigint;
  /** The part of the original face that `facePerUnit` is, in lowest terms (プール・ファクター). */
  readonly poolFactor: Fraction;
  /** Face of the whole issue that bears interest until this date. */
  readonly face: bigint;
  /** Interest on one minor unit of that face, in units of 10^-13, truncated. */
  readonly interestPerYenE13: bigint;
  /** Interest of a holder of one bond. */
  readonly interestPerUnit: bigint;
  /** Interest of the whole issue, if one holder had all of it: never less than what all holders are paid. */
  readonly interest: bigint;
  /** Face of one bond that is repaid. */
  readonly principalPerUnit: bigint;
  /** Face of the whole issue that is repaid. */
  readonly principal: bigint;
  /** The money paid for that face of one bond: its amount, or at maturity what the redemption price says. */
  readonly redemptionPerUnit: bigint;
  /** The same for the whole issue. */
  readonly redemption: bigint;
  /** Interest and redemption. */
  readonly total: bigint;
}

/** Everything a bond pays, if nobody uses an option and nobody defaults. */
export interface CashFlows {
  /** In order of date, never empty; the last is the redemption. */
  readonly flows: readonly CashFlow[];
  readonly interest: bigint;
  readonly principal: bigint;
  readonly redemption: bigint;
  readonly total: bigint;
}

/**
 * Everything a bond pays. Interest is calculated on 1 yen, truncated below the 13th decimal, times the face, truncated to
 * the minor unit. Holders are paid by their own total face, each truncated by itself, so that together they may receive
 * less than the figure for the issue: by less than one minor unit a holder, never more.
 *
 * Source of the rounding: terms of Nomura Research Institute's 15th unsecured bonds (2025).
 */
export function cashFlows({ termSheet, schedule, assumptions = {} }: CashFlowsOptions): CashFlows {
  const { denomination, amortisation, couponRatePercent, floating, steps } = termSheet;
  const dates = couponDates(termSheet);
  const principals = principalPayments({ denomination, amortisation, dates });
  const count = schedule.periods.length;
  const rates = paymentRates({ couponRatePercent, floating, steps, count, ...assumptions });
  const flows = schedule.periods.map((period, index) => {
    const known = { termSheet, period, unadjustedDate: dates[index] ?? period.endDate };
    const rate = rates[index] ?? { rateE8: 0n, basis: "terms" };
    const principal = principals[index] ?? { facePerUnit: denomination, principalPerUnit: 0n };
    return cashFlow({ ...known, ...rate, ...principal, isLast: index === count - 1 });
  });
  const sum = (amount: (flow: CashFlow) => bigint): bigint =>
    flows.reduce((total, flow) => total + amount(flow), 0n);
  return {
    flows,
    interest: sum(({ interest }) => interest),
    principal: sum(({ principal }) => principal),
    redemption: sum(({ redemption }) => redemption),
    total: sum(({ total }) => total),
  };
}

interface CashFlowOptions extends PaymentRate, PrincipalPayment {
  readonly termSheet: TermSheet;
  readonly period: CouponPeriod;
  readonly unadjustedDate: CalendarDate;
  readonly isLast: boolean;
}

function cashFlow(options: CashFlowOptions): CashFlow {
  const { termSheet, period, unadjustedDate, rateE8, basis, facePerUnit, principalPerUnit, isLast } = options;
  const { denomination, totalAmount, redemptionPricePer100 = "100" } = termSheet;
  const { number, kind, startDate, endDate, paymentDate, recordDate, days, yearFraction } = period;
  const units = totalAmount / denomination;
  const perYen = interestPerYenE13(formatDecimal(rateE8, RATE_DECIMALS), yearFraction);
  const interestOn = (totalFace: bigint): bigint => couponAmount({ totalFace, interestPerYenE13: perYen });
  const redemptionPerUnit = isLast
    ? percentOf(redemptionPricePer100, principalPerUnit).amount
    : principalPerUnit;
  const face = facePerUnit * units;
  return {
    ...{ number, kind, startDate, endDate, unadjustedDate, paymentDate, recordDate, days, yearFraction },
    ...{ rateE8, rateBasis: basis },
    ...{ facePerUnit, poolFactor: reduceFraction(facePerUnit, denomination), face },
    ...{ interestPerYenE13: perYen, interestPerUnit: interestOn(facePerUnit), interest: interestOn(face) },
    ...{ principalPerUnit, principal: principalPerUnit * units },
    ...{ redemptionPerUnit, redemption: redemptionPerUnit * units },
    total: interestOn(face) + redemptionPerUnit * units,
  };
}
