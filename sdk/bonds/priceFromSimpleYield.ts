import type { CalendarDate } from "../calendar/CalendarDate.ts";
import { InvalidYieldError } from "../errors/InvalidYieldError.ts";
import { SettlementDateError } from "../errors/SettlementDateError.ts";
import { nl365 } from "./dayCount/nl365.ts";
import { formatDecimal } from "./formatDecimal.ts";
import { parseDecimal } from "./parseDecimal.ts";
import { parseSignedDecimal } from "./parseSignedDecimal.ts";
import { RATE_DECIMALS } from "./types.ts";

/** Decimals allowed in a simple yield in percent. */
const YIELD_DECIMALS = 12;

/** What `priceFromSimpleYield` works on. */
export interface PriceFromSimpleYieldOptions {
  /** Yearly rate in percent, a decimal text. */
  readonly couponRatePercent: string;
  /** Simple yield in percent, a decimal text of at most 12 decimals; it may be negative. */
  readonly yieldPercent: string;
  readonly settlementDate: CalendarDate;
  /** Not moved to a business day. */
  readonly maturityDate: CalendarDate;
  /** Decimals of the result. */
  readonly decimals: number;
}

/**
 * The price of 100 yen of face, without accrued interest, that gives a simple yield (単利利回り), truncated:
 * (100 + coupon x years) / (1 + yield / 100 x years). The way back from `simpleYield`, with the same source.
 *
 * @returns a decimal text
 * @throws SettlementDateError when settlement is not before maturity
 * @throws InvalidYieldError when the yield is so far below zero that no price gives it
 * @throws InvalidDecimalError when rate or yield is not a plain decimal number
 */
export function priceFromSimpleYield(options: PriceFromSimpleYieldOptions): string {
  const { settlementDate, maturityDate, decimals } = options;
  const days = nl365({ startDate: settlementDate, endDate: maturityDate }).days;
  if (days <= 0)
    throw new SettlementDateError(settlementDate, `must be before the maturity date ${maturityDate}`);
  const one = 10n ** BigInt(YIELD_DECIMALS);
  const rate =
    parseDecimal(options.couponRatePercent, RATE_DECIMALS) * 10n ** BigInt(YIELD_DECIMALS - RATE_DECIMALS);
  const yieldPercent = parseSignedDecimal(options.yieldPercent, YIELD_DECIMALS);
  const paidAtEnd = 100n * one * 365n + rate * BigInt(days);
  const growth = 100n * one * 365n + yieldPercent * BigInt(days);
  if (growth <= 0n) throw new InvalidYieldError(options.yieldPercent, days);
  return formatDecimal((paidAtEnd * 100n * 10n ** BigInt(decimals)) / growth, decimals);
}
