import { revokeOrder } from "../../../sdk/client/actions/revokeOrder.ts";
import { perform } from "../perform.ts";
import { readBook } from "./enterOrders.ts";
import type { Desk } from "./enterOrders.ts";
import { recordsOf } from "./orderDesk.ts";

/**
 * Has investors take back what they signed and what no longer stands in the book, so that no firm can enter and fill it after
 * all. What an investor itself has entered, the chain takes back with it.
 */
export async function takeBack(desk: Desk, investors: readonly string[]): Promise<void> {
  const { context, isin, closed } = desk;
  if (closed !== undefined) return;
  const { kessai, names } = context;
  const book = await readBook(desk);
  const live = new Set(book.entries.flatMap((each) => (each.isWithdrawn ? [] : [each.commitment])));
  const isRevoked = async (investor: string, commitment: string): Promise<boolean> => {
    const { revocations = [] } = await readBook(desk);
    return revocations.some((each) => each.account === investor && each.commitment === commitment);
  };
  for (const [commitment, { order, account, position }] of recordsOf(context, book)) {
    const { investor } = order;
    const isGone = position !== undefined && !live.has(commitment);
    if (!isGone || account === investor || !investors.includes(investor)) continue;
    await perform(context, {
      what: `take back what ${names(investor) ?? investor} signed before (${commitment.slice(0, 10)}...)`,
      sender: investor,
      isDone: () => isRevoked(investor, commitment),
      call: () => revokeOrder(kessai, { isin, account: investor, commitment }),
    });
  }
}
