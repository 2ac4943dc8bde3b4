import { Signature } from "ethers";
import type { Signer } from "ethers";

import { encodeOrder } from "./encodeOrder.ts";
import type { OfferingDomain } from "./offeringDomain.ts";
import type { Order, SignedOrder } from "./Order.ts";
import { ORDER_TYPES } from "./orderTypes.ts";

/** What `signOrder` works on. */
export interface SignOrderOptions {
  readonly domain: OfferingDomain;
  readonly order: Order;
}

/** Signs an order for its investor: 64 bytes (ERC-2098). It is good for this offering only, and for no other contract. */
export async function signOrder(signer: Signer, { domain, order }: SignOrderOptions): Promise<SignedOrder> {
  const signature = await signer.signTypedData({ ...domain }, ORDER_TYPES, encodeOrder(order));
  return { order, signature: Signature.from(signature).compactSerialized };
}
