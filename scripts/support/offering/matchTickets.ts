import type { Order, SignedOrder } from "../../../sdk/offering/Order.ts";

/** What a ticket asks for: an order without its salt. */
export type WantedOrder = Omit<Order, "salt">;

/** An order that is to stand in the book. */
export interface Wanted {
  readonly order: WantedOrder;
  /** Who enters it. */
  readonly account: string;
  /** The order as its investor has signed it elsewhere; left out: it is signed here. */
  readonly signed?: SignedOrder | undefined;
}

/** An order that stands in the book, and is known. */
export interface Standing {
  readonly order: Order;
  readonly enteredBy: string;
  /** From 0. */
  readonly position: bigint;
  /** Whether its investor took it back, so that it cannot be filled. */
  readonly isTakenBack: boolean;
}

/**
 * What is to be done for a ticket. keep: its order stands in the book. amend: it takes the place of another one. move: another
 * one is withdrawn, which somebody else has entered, and it is entered. enter: it is entered.
 */
export type BookStep =
  | { readonly kind: "keep"; readonly standing: Standing }
  | { readonly kind: "amend"; readonly standing: Standing }
  | { readonly kind: "move"; readonly standing: Standing }
  | { readonly kind: "enter" };

/** What is to be done for tickets, one each in their order, and the orders in the book that none of them asks for. */
export interface MatchedTickets {
  readonly steps: readonly BookStep[];
  readonly extra: readonly Standing[];
}

/**
 * Finds the order in the book that each ticket asks for: the same one, whoever entered it; else one of the same investor that was
 * entered by the same account; else one of the same investor. Each order in the book answers one ticket.
 */
export function matchTickets(wanted: readonly Wanted[], standing: readonly Standing[]): MatchedTickets {
  const steps = new Map<Wanted, BookStep>();
  const left = new Set(standing);
  const take = (kind: "keep" | "amend" | "move", fits: (each: Wanted, one: Standing) => boolean): void => {
    for (const each of wanted) {
      if (steps.has(each)) continue;
      const found = [...left].find((one) => one.order.investor === each.order.investor && fits(each, one));
      if (found === undefined) continue;
      steps.set(each, { kind, standing: found });
      left.delete(found);
    }
  };
  take("keep", (each, one) => {
    const isSigned = each.signed === undefined || each.signed.order.salt === one.order.salt;
    return !one.isTakenBack && isSigned && isSameOrder(each.order, one.order);
  });
  take("amend", (each, one) => one.enteredBy === each.account);
  take("move", () => true);
  const investors = new Set(wanted.map(({ order }) => order.investor));
  return {
    steps: wanted.map((each) => steps.get(each) ?? { kind: "enter" }),
    extra: [...left].filter(({ order }) => investors.has(order.investor)),
  };
}

/** Whether two orders say the same, their salts apart. */
export function isSameOrder(one: WantedOrder, other: WantedOrder): boolean {
  return (
    one.isin === other.isin &&
    one.offering === other.offering &&
    one.investor === other.investor &&
    one.firm === other.firm &&
    one.units === other.units &&
    one.minimumUnits === other.minimumUnits &&
    one.maximumPrice === other.maximumPrice &&
    one.minimumSpreadE8 === other.minimumSpreadE8
  );
}
