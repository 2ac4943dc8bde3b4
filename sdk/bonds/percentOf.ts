import { parseDecimal } from "./parseDecimal.ts";
import { PRICE_DECIMALS } from "./types.ts";

/** A percentage of an amount. */
export interface PercentOfAmount {
  /** In minor units, truncated. */
  readonly amount: bigint;
  /** Whether nothing had to be truncated. */
  readonly isWhole: boolean;
}

/**
 * A percentage of an amount, or what a price per 100 comes to for a face.
 *
 * @param percent a decimal text of at most PRICE_DECIMALS decimals
 * @param of in minor units
 * @throws InvalidDecimalError when the percentage is not such a text
 */
export function percentOf(percent: string, of: bigint): PercentOfAmount {
  const scale = 100n * 10n ** BigInt(PRICE_DECIMALS);
  const scaled = of * parseDecimal(percent, PRICE_DECIMALS);
  return { amount: scaled / scale, isWhole: scaled % scale === 0n };
}
