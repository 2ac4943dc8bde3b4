import type { BookOrder } from "./BookOrder.ts";

/** What can be wrong with a book and the orders that are shown for it. */
export const BOOK_FAULTS = [
  "positionRepeated",
  "notShown",
  "unreadable",
  "notInBook",
  "otherOffering",
  "enteredTwice",
  "enteredByStranger",
  "notEnteredByFirm",
  "notFillable",
  "revoked",
  "unknownFirm",
  "notOfferable",
  "notSigned",
] as const;
/**
 * Of a place in the book. positionRepeated: the book was handed in with two entries there. notShown: nobody showed its order.
 * enteredTwice: it holds the order of another place once more. enteredByStranger: by neither the investor nor a member of the
 * syndicate, such as somebody who copied the hash. notEnteredByFirm: by somebody else than the firm that its order names, which
 * alone can sell it. Its order: otherOffering: it is for another bond or offering. notFillable: it asks for nothing, or takes no
 * fewer than more than that. revoked: its investor took it back. unknownFirm: it is to be sold by a firm that is no member.
 * notOfferable: its investor is the issuer, a member, or not one to whom may be offered. notSigned: not by its investor.
 *
 * Of an order that is shown. unreadable: it cannot be hashed. notInBook: its hash stands nowhere in the book, since it was
 * added after the close, or altered. otherOffering, likewise, but since it is for another bond or offering.
 */
export type BookFaultCode = (typeof BOOK_FAULTS)[number];

/** Something wrong with a book or an order that is shown for it. */
export interface BookFault {
  readonly code: BookFaultCode;
  /** Place in the book; `undefined` when the order has none. */
  readonly position: bigint | undefined;
  /** Place in the list of orders shown, from 0; `undefined` when it was not shown. */
  readonly index: number | undefined;
  /** The account concerned: who entered it where it was not shown or entered wrongly, else the investor. */
  readonly account: string | undefined;
  /** What is wrong, in words a back office understands. */
  readonly sentence: string;
}

/** What came of holding the orders of a book against it. */
export interface BookVerification {
  /** The orders by which price and allocation go: in the book, not withdrawn, and nothing wrong with them; by rising position. */
  readonly orders: readonly BookOrder[];
  /** Orders that are shown and were withdrawn, by rising position. */
  readonly withdrawn: readonly BookOrder[];
  /** Every place in the book that is neither, and every order shown that stands in none. Empty when all is well. */
  readonly faults: readonly BookFault[];
}
