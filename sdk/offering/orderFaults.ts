import { ZeroAddress } from "ethers";

import { formatAmount } from "../encoding/formatAmount.ts";
import type { BookFaultCode } from "./BookVerification.ts";
import { isOrderSigned } from "./isOrderSigned.ts";
import type { OfferingBook } from "./OfferingBook.ts";
import type { OfferingDomain } from "./offeringDomain.ts";
import type { SignedOrder } from "./Order.ts";
import { orderCommitment } from "./orderHash.ts";
import { otherOfferingReason } from "./otherOfferingReason.ts";

/** By what an order in a book is judged. */
export interface OrderRules {
  readonly book: Omit<OfferingBook, "entries">;
  readonly domain: OfferingDomain;
  /** Whether the bond may be offered to an investor, and it may hold it. When left out, everybody is one. */
  readonly mayBeOffered?: ((investor: string) => boolean) | undefined;
  /**
   * Asked where the investor's own key has not signed: whether the chain takes the signature, as that of its contract wallet
   * (ERC-1271) or of its operator. When left out, no other is taken.
   */
  readonly isSignedOtherwise?: ((signed: SignedOrder) => boolean) | undefined;
}

/** What is wrong with an order: the end of a sentence that begins with where it stands. */
export interface OrderFault {
  readonly code: BookFaultCode;
  readonly reason: string;
}

/** Everything for which an order that can be hashed cannot be allotted units, whatever the price. */
export function orderFaults(signed: SignedOrder, rules: OrderRules): readonly OrderFault[] {
  const { order } = signed;
  const { investor } = order;
  const { book, domain, mayBeOffered = () => true, isSignedOtherwise = () => false } = rules;
  const faults: OrderFault[] = [];
  const add = (code: BookFaultCode, reason: string): void => void faults.push({ code, reason });

  const other = otherOfferingReason(order, book);
  if (other !== undefined) add("otherOffering", other);
  if (order.units < 1n) add("notFillable", "asks for no units");
  else if (order.minimumUnits > order.units) {
    const [least, asked] = [formatAmount(order.minimumUnits), formatAmount(order.units)];
    add("notFillable", `takes no fewer than ${least} units, but asks for ${asked}`);
  }
  const commitment = orderCommitment(order);
  if (
    book.revocations?.some((each) => isSame(each.commitment, commitment) && isSame(each.account, investor))
  ) {
    add("revoked", "was taken back by its investor");
  }
  if (!isSame(order.firm, ZeroAddress) && !isMember(book, order.firm)) {
    add("unknownFirm", `is to be sold by ${order.firm}, which is no member of the syndicate`);
  }
  if (isSame(investor, book.issuer)) add("notOfferable", `is of ${investor}, the issuer itself`);
  else if (isMember(book, investor)) add("notOfferable", `is of ${investor}, a member of the syndicate`);
  else if (!mayBeOffered(investor)) {
    add("notOfferable", `is of ${investor}, to whom the bond may not be offered`);
  }
  if (!isOrderSigned(domain, signed) && !isSignedOtherwise(signed)) {
    add("notSigned", `is not signed by its investor ${investor}`);
  }
  return faults;
}

function isMember({ syndicate }: Pick<OfferingBook, "syndicate">, account: string): boolean {
  return syndicate.some((firm) => isSame(firm, account));
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
