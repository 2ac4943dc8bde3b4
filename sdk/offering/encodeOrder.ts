import { encodeAscii } from "../encoding/asciiBytes.ts";
import type { Order } from "./Order.ts";

/** An order as the contract takes it and as it is signed: its ISIN is fixed bytes, left-aligned. */
export interface EncodedOrder extends Order {
  /** bytes12 */
  readonly isin: string;
}

/**
 * An order in the form of the contract, without whatever else the object carries.
 *
 * @throws InvalidTextError when the ISIN is too long or not ASCII
 */
export function encodeOrder(order: Order): EncodedOrder {
  return {
    isin: encodeAscii(order.isin, 12),
    offering: order.offering,
    investor: order.investor,
    firm: order.firm,
    units: order.units,
    minimumUnits: order.minimumUnits,
    maximumPrice: order.maximumPrice,
    minimumSpreadE8: order.minimumSpreadE8,
    salt: order.salt,
  };
}
