import { NO_SPREAD_LIMIT } from "./Order.ts";
import type { Order } from "./Order.ts";
import type { PricePoint } from "./PricePoint.ts";

/** What an order says about the price. */
export type OrderLimits = Pick<Order, "maximumPrice" | "minimumSpreadE8">;

/** Whether an order takes units at a price: it is within its limit, and so is the spread unless the order sets none. */
export function isWilling(order: OrderLimits, { price, spreadE8 }: PricePoint): boolean {
  const { maximumPrice, minimumSpreadE8 } = order;
  return price <= maximumPrice && (minimumSpreadE8 === NO_SPREAD_LIMIT || spreadE8 >= minimumSpreadE8);
}
