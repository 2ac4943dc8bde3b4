import { TypedDataEncoder } from "ethers";

import { encodeOrder } from "./encodeOrder.ts";
import type { OfferingDomain } from "./offeringDomain.ts";
import type { Order } from "./Order.ts";
import { ORDER_TYPES } from "./orderTypes.ts";

// The twin of contracts/libraries/OrderHash.sol: test/vectors/order.json binds them.

/**
 * The EIP-712 struct hash of an order: its commitment in the book.
 *
 * @throws InvalidTextError when the ISIN is not one; an error of ethers when a field does not fit its type
 */
export function orderCommitment(order: Order): string {
  return TypedDataEncoder.hashStruct("Order", ORDER_TYPES, encodeOrder(order));
}

/**
 * The digest that an investor signs.
 *
 * @throws as {@link orderCommitment}
 */
export function orderDigest(domain: OfferingDomain, order: Order): string {
  return TypedDataEncoder.hash({ ...domain }, ORDER_TYPES, encodeOrder(order));
}
