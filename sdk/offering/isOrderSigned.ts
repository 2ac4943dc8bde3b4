import { getAddress, recoverAddress, Signature } from "ethers";

import type { OfferingDomain } from "./offeringDomain.ts";
import type { SignedOrder } from "./Order.ts";
import { orderDigest } from "./orderHash.ts";

/**
 * Whether the investor's own key has signed an order, in a form that the chain takes: 64 bytes (ERC-2098) or 65 (r, s, v), with
 * the lower of the two values of s, and 27 or 28 for v. False for anything else, an order that cannot be hashed among it. What
 * a contract wallet (ERC-1271) or an operator has signed only the chain can tell: false here.
 */
export function isOrderSigned(domain: OfferingDomain, { order, signature }: SignedOrder): boolean {
  try {
    const read = Signature.from(signature);
    const forms = [read.compactSerialized, read.serialized];
    if (!read.isValid() || !forms.includes(signature.toLowerCase())) return false;
    return recoverAddress(orderDigest(domain, order), read) === getAddress(order.investor);
  } catch {
    return false;
  }
}
