import { TypedDataEncoder } from "ethers";

import { encodeTrade } from "./encodeTrade.ts";
import type { EncodedTrade } from "./encodeTrade.ts";
import type { Trade } from "./Trade.ts";
import type { TradeDomain } from "./tradeDomain.ts";
import { MANDATE_TYPES, TRADE_TYPES } from "./tradeTypes.ts";

// The twin of contracts/libraries/TradeHash.sol: test/vectors/trade.json binds them.

/** The EIP-712 struct hash of a trade: its id. */
export function tradeId(trade: Trade): string {
  return encodedTradeId(encodeTrade(trade));
}

/** The id of a trade in the form of the contract, whose bytes need not be texts. */
export function encodedTradeId(encoded: EncodedTrade): string {
  return TypedDataEncoder.hashStruct("Trade", TRADE_TYPES, encoded);
}

/** The digest that a party signs to approve a trade. */
export function tradeDigest(domain: TradeDomain, trade: Trade): string {
  return TypedDataEncoder.hash({ ...domain }, TRADE_TYPES, encodeTrade(trade));
}

/** The digest that an operator signs to approve a trade for `account`. */
export function mandateDigest(domain: TradeDomain, trade: Trade, account: string): string {
  return TypedDataEncoder.hash({ ...domain }, MANDATE_TYPES, { account, trade: encodeTrade(trade) });
}
