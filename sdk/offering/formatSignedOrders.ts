import type { Order, SignedOrder } from "./Order.ts";

/** The name and the version of a file of signed orders. */
export const ORDERS_FORMAT = "kessai-orders";
export const ORDERS_VERSION = 1;

/**
 * The text of a file of signed orders, in the order given, as firms hand it to the lead manager and auditors keep it: JSON
 * in which whole numbers are texts of digits. `parseSignedOrders` reads it.
 */
export function formatSignedOrders(orders: readonly SignedOrder[]): string {
  const content = {
    format: ORDERS_FORMAT,
    version: ORDERS_VERSION,
    orders: orders.map(({ order, signature }) => ({ order: written(order), signature })),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function written(order: Order): Readonly<Record<keyof Order, string>> {
  return {
    isin: order.isin,
    offering: order.offering.toString(),
    investor: order.investor,
    firm: order.firm,
    units: order.units.toString(),
    minimumUnits: order.minimumUnits.toString(),
    maximumPrice: order.maximumPrice.toString(),
    minimumSpreadE8: order.minimumSpreadE8.toString(),
    salt: order.salt,
  };
}
