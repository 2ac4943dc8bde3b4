import { formatDecimal } from "../bonds/formatDecimal.ts";
import { OfferedUnitsError } from "./errors/OfferedUnitsError.ts";
import { highestStep } from "./highestStep.ts";
import { isWilling } from "./isWilling.ts";
import type { OrderLimits } from "./isWilling.ts";
import type { Order } from "./Order.ts";
import { priceGrid } from "./priceGrid.ts";
import type { PricePoint, SpreadAt } from "./PricePoint.ts";
import type { PriceRange } from "./PriceRange.ts";

/** What an order adds to demand, and at which prices. */
export type Demand = OrderLimits & Pick<Order, "units">;

/** What `clearBook` works on. */
export interface ClearBookOptions extends PriceRange {
  /** The orders of the book, in any order. */
  readonly orders: readonly Demand[];
  /** Units offered. */
  readonly units: bigint;
  readonly spreadAt: SpreadAt;
}

/** The price at which a book clears. */
export interface Clearing extends PricePoint {
  /** Units asked for at this price. */
  readonly demandUnits: bigint;
  /** Whether they are as many as are offered, or more. */
  readonly isCovered: boolean;
  /** Units asked for at this price over units offered (応札倍率), two decimals, truncated: "2.57". */
  readonly coverRatio: string;
}

/** Decimals of the cover ratio. */
const RATIO_DECIMALS = 2;

/**
 * The price of a single-price auction: the highest price at which as many units are asked for as are offered, and which
 * everybody pays, whatever it bid. When even at the floor fewer are asked for, it is the floor, and the book is not covered.
 * Orders count with all their units: what lots and minimums leave unfilled is for the allocation to say.
 *
 * Source: the Dutch method (ダッチ方式) of tenders for Japanese government bonds, one condition for all that are accepted, that
 * of the lowest price accepted (募入最低価格); money.infobank.co.jp, 金融用語辞典, コンベンショナル方式.
 *
 * @throws PriceRangeError when there are no prices in the range
 * @throws OfferedUnitsError when nothing is offered
 */
export function clearBook({ orders, units, spreadAt, ...range }: ClearBookOptions): Clearing {
  if (units < 1n) throw new OfferedUnitsError(units);
  const { last, priceAt } = priceGrid(range);
  const pointAt = (step: bigint): PricePoint => {
    const price = priceAt(step);
    return { price, spreadE8: spreadAt(price) };
  };
  const highest = highestStep(last, (step) => demandAt(orders, pointAt(step)) >= units);
  const point = pointAt(highest ?? 0n);
  const demandUnits = demandAt(orders, point);
  const ratio = (demandUnits * 10n ** BigInt(RATIO_DECIMALS)) / units;
  return {
    ...point,
    demandUnits,
    isCovered: demandUnits >= units,
    coverRatio: formatDecimal(ratio, RATIO_DECIMALS),
  };
}

function demandAt(orders: readonly Demand[], point: PricePoint): bigint {
  return orders.reduce((sum, order) => (isWilling(order, point) ? sum + order.units : sum), 0n);
}
