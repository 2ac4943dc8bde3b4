import type { CalendarDate } from "../calendar/CalendarDate.ts";
import { InvalidAmountError } from "../errors/InvalidAmountError.ts";
import { SettlementDateError } from "../errors/SettlementDateError.ts";
import { nl365 } from "./dayCount/nl365.ts";
import { formatDecimal } from "./formatDecimal.ts";
import { parseDecimal } from "./parseDecimal.ts";
import { PRICE_DECIMALS, RATE_DECIMALS } from "./types.ts";

/** What `simpleYield` works on. */
export interface SimpleYieldOptions {
  /** Yearly rate in percent, a decimal text. */
  readonly couponRatePercent: string;
  /** Price of 100 yen of face without accrued interest, a decimal text. */
  readonly pricePer100: string;
  readonly settlementDate: CalendarDate;
  /** Not moved to a business day. */
  readonly maturityDate: CalendarDate;
  /** Decimals of the result. */
  readonly decimals: number;
}

/**
 * Simple yield to maturity (単利利回り) in percent, truncated: (coupon + (100 - price) / years) / price x 100.
 * Years left are days / 365, counting one end and leaving out every 29 February (NL/365).
 * Source: Japanese market convention, worked out at calculation-memo.skr.jp (bonds: yield).
 *
 * @returns a decimal text, negative for a yield below zero
 * @throws SettlementDateError when settlement is not before maturity
 * @throws InvalidAmountError when the price is zero
 * @throws InvalidDecimalError when rate or price is not a plain decimal number
 */
export function simpleYield(options: SimpleYieldOptions): string {
  const { settlementDate, maturityDate, decimals } = options;
  const { days } = nl365({ startDate: settlementDate, endDate: maturityDate });
  if (days <= 0)
    throw new SettlementDateError(settlementDate, `must be before the maturity date ${maturityDate}`);
  const rate =
    parseDecimal(options.couponRatePercent, RATE_DECIMALS) * 10n ** BigInt(PRICE_DECIMALS - RATE_DECIMALS);
  const price = parseDecimal(options.pricePer100, PRICE_DECIMALS);
  if (price === 0n) throw new InvalidAmountError("price", price);
  const gain = (100n * 10n ** BigInt(PRICE_DECIMALS) - price) * 365n;
  const scaled = (rate * BigInt(days) + gain) * 100n * 10n ** BigInt(decimals);
  return formatDecimal(scaled / (price * BigInt(days)), decimals);
}
