import { isSignatureOf } from "../encoding/isSignatureOf.ts";
import type { OfferingDomain } from "./offeringDomain.ts";
import type { SignedOrder } from "./Order.ts";
import { orderDigest } from "./orderHash.ts";

/**
 * Whether the investor's own key has signed an order, in a form that the chain takes: 64 bytes (ERC-2098) or 65 (r, s, v), with
 * the lower of the two values of s, and 27 or 28 for v. False for anything else, an order that cannot be hashed among it. What
 * a contract wallet (ERC-1271) or an operator has signed only the chain can tell: false here.
 */
export function isOrderSigned(domain: OfferingDomain, { order, signature }: SignedOrder): boolean {
  return isSignatureOf({ digest: () => orderDigest(domain, order), signature, signer: order.investor });
}
