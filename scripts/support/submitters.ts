import { getAddress, ZeroAddress } from "ethers";

import type { Side, Trade } from "../../sdk/trade/Trade.ts";
import type { JobContext } from "./JobContext.ts";

/** Who sends what one side does: its party, or the venue that alone may submit the trade. */
export function sideSender(trade: Trade, side: Side): string {
  return hasVenue(trade) ? trade.venue : trade[side];
}

/**
 * Who sends a settlement: the venue of the trades, or, since anybody may, the first of those concerned whose key is at
 * hand.
 *
 * @param trades of one venue, or of none
 */
export async function settlementSender(
  { keys }: Pick<JobContext, "keys">,
  trades: readonly Trade[],
): Promise<string> {
  const [first] = trades;
  return first !== undefined && hasVenue(first) ? first.venue : anySender({ keys }, ...trades);
}

/** Who sends what anybody may: the first of those concerned whose key is at hand. */
export async function anySender(
  { keys }: Pick<JobContext, "keys">,
  ...trades: readonly Trade[]
): Promise<string> {
  const concerned = trades.flatMap(({ buyer, seller, settlementBank }) => [buyer, seller, settlementBank]);
  for (const account of new Set(concerned)) {
    if (account !== ZeroAddress && (await keys.signerOf(account)) !== undefined) return account;
  }
  return keys.wallets[0]?.address ?? concerned[0] ?? ZeroAddress;
}

/** Whether only a venue may submit a trade. */
export function hasVenue({ venue }: Pick<Trade, "venue">): boolean {
  return getAddress(venue) !== ZeroAddress;
}

/** Who settles a part of a trade: a party whose key is at hand, or the venue that alone may submit the trade. */
export async function partSender({ keys }: Pick<JobContext, "keys">, trade: Trade): Promise<string> {
  if (hasVenue(trade)) return trade.venue;
  for (const account of [trade.buyer, trade.seller]) {
    if ((await keys.signerOf(account)) !== undefined) return account;
  }
  return trade.buyer;
}
