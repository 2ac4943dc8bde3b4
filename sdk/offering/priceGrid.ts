import { PriceRangeError } from "./errors/PriceRangeError.ts";
import type { PriceRange } from "./PriceRange.ts";

/** The prices of a range by number, from 0 at the floor up to `last` at the cap. */
export interface PriceGrid {
  readonly last: bigint;
  readonly priceAt: (step: bigint) => bigint;
}

/**
 * The prices that an offering may have: the floor, and up from it tick by tick. The cap is always one of them: where it is
 * not a whole number of ticks above the floor, the last step is a shorter one, since terms that name a cap allow that price.
 *
 * @throws PriceRangeError when there are no prices in the range
 */
export function priceGrid(range: PriceRange): PriceGrid {
  const { priceFloor, priceCap, priceTick } = range;
  if (priceFloor < 0n || priceCap < priceFloor || priceTick < 1n) throw new PriceRangeError(range);
  const last = (priceCap - priceFloor + priceTick - 1n) / priceTick;
  const priceAt = (step: bigint): bigint => (step >= last ? priceCap : priceFloor + step * priceTick);
  return { last, priceAt };
}
