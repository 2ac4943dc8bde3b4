import type { OfferingBook } from "./OfferingBook.ts";
import type { Order } from "./Order.ts";

/** Says that an order is for another offering than that of a book; `undefined` when it is for this one. */
export function otherOfferingReason(
  order: Pick<Order, "isin" | "offering">,
  book: Pick<OfferingBook, "isin" | "offering">,
): string | undefined {
  if (order.isin === book.isin && order.offering === book.offering) return undefined;
  return `is for offering ${order.offering + 1n} of ${order.isin}, not for offering ${book.offering + 1n} of ${book.isin}`;
}
