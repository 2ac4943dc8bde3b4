import type { Demand } from "./clearBook.ts";
import { highestStep } from "./highestStep.ts";
import { isWilling } from "./isWilling.ts";
import { priceGrid } from "./priceGrid.ts";
import type { PricePoint, SpreadAt } from "./PricePoint.ts";
import type { PriceRange } from "./PriceRange.ts";

/** What `demandCurve` works on. */
export interface DemandCurveOptions extends PriceRange {
  /** The orders of the book, in any order. */
  readonly orders: readonly Demand[];
  readonly spreadAt: SpreadAt;
}

/** A price at which more units are asked for than at the next higher one. */
export interface DemandStep extends PricePoint {
  /** Units asked for at this price, those of higher steps included, down to the next step. */
  readonly units: bigint;
}

/**
 * The demand of a book: each price of the range, from the highest down, at which orders become willing, and the units that are
 * asked for there. At prices above the first step nothing is asked for. Orders that are willing nowhere in the range are not
 * in it.
 *
 * @throws PriceRangeError when there are no prices in the range
 */
export function demandCurve({ orders, spreadAt, ...range }: DemandCurveOptions): readonly DemandStep[] {
  const { last, priceAt } = priceGrid(range);
  const spreads = new Map<bigint, bigint>();
  const pointAt = (step: bigint): PricePoint => {
    const price = priceAt(step);
    const spreadE8 = spreads.get(step) ?? spreadAt(price);
    spreads.set(step, spreadE8);
    return { price, spreadE8 };
  };
  const joining = new Map<bigint, bigint>();
  for (const order of orders) {
    const step = highestStep(last, (each) => isWilling(order, pointAt(each)));
    if (step !== undefined) joining.set(step, (joining.get(step) ?? 0n) + order.units);
  }
  let units = 0n;
  return [...joining]
    .toSorted(([a], [b]) => (a > b ? -1 : 1))
    .map(([step, more]) => {
      units += more;
      return { ...pointAt(step), units };
    });
}
