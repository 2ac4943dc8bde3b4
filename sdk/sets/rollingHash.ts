import { concat, keccak256, ZeroHash } from "ethers";

import type { Trade } from "../trade/Trade.ts";
import { tradeId } from "../trade/tradeHash.ts";

/**
 * What stands for the trades of one party in a set, in their order: h(0) = 0, h(k) = keccak256(h(k - 1), id of trade k)
 * over those that the party sells or buys.
 */
export function rollingHash(trades: readonly Trade[], party: string): string {
  const account = party.toLowerCase();
  return trades
    .filter(({ seller, buyer }) => seller.toLowerCase() === account || buyer.toLowerCase() === account)
    .reduce((hash, trade) => keccak256(concat([hash, tradeId(trade)])), ZeroHash);
}
