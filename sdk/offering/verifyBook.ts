import type { BookFault, BookFaultCode, BookVerification } from "./BookVerification.ts";
import type { BookOrder } from "./BookOrder.ts";
import type { BookEntry, OfferingBook } from "./OfferingBook.ts";
import type { SignedOrder } from "./Order.ts";
import { orderFaults } from "./orderFaults.ts";
import type { OrderRules } from "./orderFaults.ts";
import { otherOfferingReason } from "./otherOfferingReason.ts";
import { readShownOrders } from "./readShownOrders.ts";
import type { ShownOrder } from "./readShownOrders.ts";

/** What `verifyBook` works on. */
export interface VerifyBookOptions extends OrderRules {
  readonly book: OfferingBook;
  /** The orders that are shown, in any order. */
  readonly orders: readonly SignedOrder[];
}

/** The entries of a book that hold one commitment, by rising position. */
type Entries = readonly BookEntry[];

/**
 * Holds the orders that are shown against the book that stands on the chain. Anybody who is given the orders finds out whether
 * they are all of them, and the ones that were entered.
 *
 * An order that was entered at several places counts at the lowest of those where it can be filled: those that the firm entered
 * which it names, or, for the pot, its investor or any member of the syndicate. A bad book or a bad order is told, never thrown.
 */
export function verifyBook(options: VerifyBookOptions): BookVerification {
  const { book, domain } = options;
  const shown = readShownOrders(domain, options.orders);
  const { entries, repeated } = inOrder(book.entries);
  const live = byCommitment(entries.filter(({ isWithdrawn }) => !isWithdrawn));
  const gone = byCommitment(entries.filter(({ isWithdrawn }) => isWithdrawn));
  const orders: BookOrder[] = [];
  const withdrawn: BookOrder[] = [];
  const faults: BookFault[] = [
    ...repeated.map((entry) =>
      entryFault("positionRepeated", entry, "it stands twice in the book handed in"),
    ),
    ...shown.unreadable.map((order) => shownFault("unreadable", order, "has a field that no order can have")),
    ...[...live].flatMap(([commitment, found]) =>
      shown.byCommitment.has(commitment) ? [] : found.map(notShown),
    ),
  ];
  for (const [commitment, order] of shown.byCommitment) {
    const places = live.get(commitment);
    const [formerly] = gone.get(commitment) ?? [];
    if (places !== undefined) {
      const answered = answer(order, places, options);
      orders.push(...answered.orders);
      faults.push(...answered.faults);
    } else if (formerly !== undefined) {
      withdrawn.push({ position: formerly.position, order: order.signed.order });
    } else faults.push(notInBook(order, book));
  }
  return {
    orders: orders.toSorted(byPosition),
    withdrawn: withdrawn.toSorted(byPosition),
    faults: faults.toSorted(byPlace),
  };
}

/** Which place in the book an order has, if there is nothing wrong with it, and what is wrong with the other places. */
function answer(
  order: ShownOrder,
  places: Entries,
  options: VerifyBookOptions,
): { readonly orders: readonly BookOrder[]; readonly faults: readonly BookFault[] } {
  const { book } = options;
  const { investor, firm } = order.signed.order;
  const known = [investor, ...book.syndicate].map((account) => account.toLowerCase());
  const isOfMember = book.syndicate.some((member) => member.toLowerCase() === firm.toLowerCase());
  const enterers = isOfMember ? [firm.toLowerCase()] : known;
  const own = places.find(({ enteredBy }) => enterers.includes(enteredBy.toLowerCase()));
  const others = places
    .filter((entry) => entry !== own)
    .map((entry) => {
      const by = entry.enteredBy.toLowerCase();
      if (!known.includes(by))
        return entryFault(
          "enteredByStranger",
          entry,
          `it is no firm, and the order is of ${investor}`,
          order,
        );
      if (!enterers.includes(by))
        return entryFault("notEnteredByFirm", entry, `the order is for ${firm} to enter and to sell`, order);
      return entryFault(
        "enteredTwice",
        entry,
        `it holds the same order as position ${(own?.position ?? 0n) + 1n}`,
        order,
      );
    });
  if (own === undefined) return { orders: [], faults: others };
  const reasons = orderFaults(order.signed, options);
  return {
    orders: reasons.length > 0 ? [] : [{ position: own.position, order: order.signed.order }],
    faults: [
      ...others,
      ...reasons.map(({ code, reason }) => ({
        code,
        position: own.position,
        index: order.index,
        account: investor,
        sentence: `Position ${own.position + 1n}: its order ${reason}.`,
      })),
    ],
  };
}

function notShown(entry: BookEntry): BookFault {
  return entryFault("notShown", entry, "its order was not shown");
}

function notInBook(order: ShownOrder, book: OfferingBook): BookFault {
  const other = otherOfferingReason(order.signed.order, book);
  return other === undefined
    ? shownFault("notInBook", order, "stands nowhere in the book: it was added after the close, or altered")
    : shownFault("otherOffering", order, other);
}

function entryFault(code: BookFaultCode, entry: BookEntry, reason: string, order?: ShownOrder): BookFault {
  const { position, enteredBy } = entry;
  const sentence = `Position ${position + 1n}, entered by ${enteredBy}: ${reason}.`;
  return { code, position, index: order?.index, account: enteredBy, sentence };
}

function shownFault(code: BookFaultCode, { index, signed }: ShownOrder, reason: string): BookFault {
  const { investor } = signed.order;
  const sentence = `Order ${index + 1} of those shown, of ${investor}, ${reason}.`;
  return { code, position: undefined, index, account: investor, sentence };
}

/** Entries by rising position, each position once. */
function inOrder(all: Entries): { readonly entries: Entries; readonly repeated: Entries } {
  const sorted = all.toSorted(byPosition);
  const isRepeated = (entry: BookEntry, index: number): boolean =>
    sorted[index - 1]?.position === entry.position;
  return {
    entries: sorted.filter((entry, index) => !isRepeated(entry, index)),
    repeated: sorted.filter(isRepeated),
  };
}

function byCommitment(entries: Entries): ReadonlyMap<string, Entries> {
  return Map.groupBy(entries, ({ commitment }) => commitment.toLowerCase());
}

/** By rising position, what has none by its place in the list of orders shown. */
function byPlace(a: BookFault, b: BookFault): number {
  if (a.position !== undefined && b.position !== undefined) return Number(a.position - b.position);
  if (a.position !== undefined || b.position !== undefined) return a.position === undefined ? 1 : -1;
  return (a.index ?? 0) - (b.index ?? 0);
}

function byPosition(a: { readonly position: bigint }, b: { readonly position: bigint }): number {
  return Number(a.position - b.position);
}
