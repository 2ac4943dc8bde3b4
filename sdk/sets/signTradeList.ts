import { Signature } from "ethers";
import type { Signer } from "ethers";

import type { Trade } from "../trade/Trade.ts";
import type { TradeDomain } from "../trade/tradeDomain.ts";
import { TRADE_LIST_TYPES } from "../trade/tradeTypes.ts";
import { rollingHash } from "./rollingHash.ts";

/** What `signTradeList` works on. */
export interface SignTradeListOptions {
  readonly domain: TradeDomain;
  /** All trades of the set, in its order. */
  readonly trades: readonly Trade[];
  /** The party whose trades are approved: the signer itself, or an account that it is the operator of. */
  readonly party: string;
}

/**
 * One signature for all trades of a party in a set: 64 bytes (ERC-2098). It holds for exactly these trades in this order,
 * all of them or none.
 */
export async function signTradeList(
  signer: Signer,
  { domain, trades, party }: SignTradeListOptions,
): Promise<string> {
  const list = { party, rollingHash: rollingHash(trades, party) };
  return Signature.from(await signer.signTypedData({ ...domain }, TRADE_LIST_TYPES, list)).compactSerialized;
}
