import type { FloatingRate, RateStep } from "./kinds.ts";
import { NO_CAP_E8 } from "./scheduleTypes.ts";
import { parseDecimal } from "./parseDecimal.ts";
import { parseSignedDecimal } from "./parseSignedDecimal.ts";
import { RATE_DECIMALS } from "./types.ts";

/** An index fixed for one coupon. */
export interface IndexFixing {
  /** Number of the coupon, 1 for the first. */
  readonly payment: number;
  /** The index in percent; it may be negative. */
  readonly indexPercent: string;
}

/** What is known or supposed about the rates of a bond. */
export interface RateAssumptions {
  readonly fixings?: readonly IndexFixing[] | undefined;
  /** The index of every coupon that is not fixed, in percent. Left out: that of the coupon before. */
  readonly assumedIndexPercent?: string | undefined;
  /**
   * For each step of the term sheet in order, whether it applies. A step left out is taken as the chain does when nobody
   * decides in time: it applies if it raises the rate, and lapses if it lowers it.
   */
  readonly decisions?: readonly (boolean | undefined)[] | undefined;
}

/**
 * Where a rate comes from: the terms; a fixing; the index supposed; the index of the coupon before, since nobody fixed
 * this one; or the floor, since nobody fixed any.
 */
export type RateBasis = "terms" | "fixing" | "assumed" | "previous" | "floor";

/** The rate of one coupon. */
export interface PaymentRate {
  /** Yearly rate, in units of 10^-8. */
  readonly rateE8: bigint;
  readonly basis: RateBasis;
}

/** What `paymentRates` works on. */
export interface PaymentRatesOptions extends RateAssumptions {
  /** Yearly rate in percent of a bond that does not float. */
  readonly couponRatePercent: string;
  readonly floating?: FloatingRate | undefined;
  readonly steps?: readonly RateStep[] | undefined;
  /** How many coupons the bond has. */
  readonly count: number;
}

/**
 * The rate of every coupon: the fixed rate, or index and margin; then the steps that apply from it on; then floor and cap
 * of a floating rate. Without any index the rate is the floor, whatever the steps. The chain calculates the same
 * (`IBondSchedules.dueOf`).
 *
 * @throws InvalidDecimalError when a rate is not a plain decimal number of at most RATE_DECIMALS decimals
 */
export function paymentRates(options: PaymentRatesOptions): readonly PaymentRate[] {
  const { count, floating, couponRatePercent } = options;
  const numbers = Array.from({ length: count }, (_value, index) => index + 1);
  if (floating === undefined) {
    const base = parseDecimal(couponRatePercent, RATE_DECIMALS);
    return numbers.map((number) => ({
      rateE8: atLeast(0n, base + stepsOn(number, options)),
      basis: "terms",
    }));
  }
  const margin = parseSignedDecimal(floating.marginPercent, RATE_DECIMALS);
  const floor = parseDecimal(floating.floorPercent ?? "0", RATE_DECIMALS);
  const cap =
    floating.capPercent === undefined ? NO_CAP_E8 : parseDecimal(floating.capPercent, RATE_DECIMALS);
  let previous: bigint | undefined;
  return numbers.map((number) => {
    const { indexE8, basis } = indexOf(number, options, previous);
    previous = indexE8;
    if (indexE8 === undefined) return { rateE8: floor, basis };
    return { rateE8: atMost(cap, atLeast(floor, indexE8 + margin + stepsOn(number, options))), basis };
  });
}

function indexOf(
  number: number,
  { fixings = [], assumedIndexPercent }: RateAssumptions,
  previous: bigint | undefined,
): { readonly indexE8: bigint | undefined; readonly basis: RateBasis } {
  const fixed = fixings.find(({ payment }) => payment === number);
  if (fixed !== undefined)
    return { indexE8: parseSignedDecimal(fixed.indexPercent, RATE_DECIMALS), basis: "fixing" };
  if (assumedIndexPercent !== undefined)
    return { indexE8: parseSignedDecimal(assumedIndexPercent, RATE_DECIMALS), basis: "assumed" };
  return { indexE8: previous, basis: previous === undefined ? "floor" : "previous" };
}

function stepsOn(number: number, { steps = [], decisions = [] }: PaymentRatesOptions): bigint {
  return steps.reduce((sum, { firstPayment, stepPercent }, index) => {
    const step = parseSignedDecimal(stepPercent, RATE_DECIMALS);
    const applies = decisions[index] ?? step > 0n;
    return applies && number >= firstPayment ? sum + step : sum;
  }, 0n);
}

function atLeast(floor: bigint, value: bigint): bigint {
  return value < floor ? floor : value;
}

function atMost(cap: bigint, value: bigint): bigint {
  return value > cap ? cap : value;
}
