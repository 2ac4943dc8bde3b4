import { isOrderSigned } from "./isOrderSigned.ts";
import type { OfferingDomain } from "./offeringDomain.ts";
import type { SignedOrder } from "./Order.ts";
import { orderCommitment } from "./orderHash.ts";

/** An order as it is shown by somebody. */
export interface ShownOrder {
  /** Its place in the list, from 0. */
  readonly index: number;
  readonly signed: SignedOrder;
}

/** Orders that are shown. */
export interface ShownOrders {
  /** By commitment, each once. */
  readonly byCommitment: ReadonlyMap<string, ShownOrder>;
  /** Those that cannot be hashed: a field does not fit its type. */
  readonly unreadable: readonly ShownOrder[];
}

/**
 * Orders by their commitments. An order that several people show counts once, with the first signature that is its investor's,
 * or else the first.
 */
export function readShownOrders(domain: OfferingDomain, orders: readonly SignedOrder[]): ShownOrders {
  const byCommitment = new Map<string, ShownOrder>();
  const unreadable: ShownOrder[] = [];
  for (const [index, signed] of orders.entries()) {
    const shown = { index, signed };
    const commitment = commitmentOf(signed);
    const known = commitment === undefined ? undefined : byCommitment.get(commitment);
    if (commitment === undefined) unreadable.push(shown);
    else if (known === undefined) byCommitment.set(commitment, shown);
    else if (!isOrderSigned(domain, known.signed) && isOrderSigned(domain, signed)) {
      byCommitment.set(commitment, shown);
    }
  }
  return { byCommitment, unreadable };
}

function commitmentOf({ order }: SignedOrder): string | undefined {
  try {
    return orderCommitment(order);
  } catch {
    return undefined; // every failure of the encoder is one of the order: nothing else goes in
  }
}
