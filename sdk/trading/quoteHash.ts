import { TypedDataEncoder } from "ethers";

import { encodeQuote } from "./encodeQuote.ts";
import type { Quote } from "./Quote.ts";
import { QUOTE_TYPES } from "./quoteTypes.ts";
import type { TradingDomain } from "./tradingDomain.ts";

// The twin of contracts/libraries/QuoteHash.sol: test/vectors/trading.json binds them.

/**
 * The EIP-712 struct hash of a quote: its id.
 *
 * @throws InvalidTextError when a text does not fit; an error of ethers when another field does not fit its type
 */
export function quoteId(quote: Quote): string {
  return TypedDataEncoder.hashStruct("Quote", QUOTE_TYPES, encodeQuote(quote));
}

/**
 * The digest that a dealer signs, or its operator for it.
 *
 * @throws as {@link quoteId}
 */
export function quoteDigest(domain: TradingDomain, quote: Quote): string {
  return TypedDataEncoder.hash({ ...domain }, QUOTE_TYPES, encodeQuote(quote));
}
