import { Signature } from "ethers";
import type { Signer } from "ethers";

import { encodeQuote } from "./encodeQuote.ts";
import type { Quote, SignedQuote } from "./Quote.ts";
import { QUOTE_TYPES } from "./quoteTypes.ts";
import type { TradingDomain } from "./tradingDomain.ts";

/** What `signQuote` works on. */
export interface SignQuoteOptions {
  readonly domain: TradingDomain;
  readonly quote: Quote;
}

/** Signs a quote for its dealer, by its own key or by an operator's: 64 bytes (ERC-2098). */
export async function signQuote(signer: Signer, { domain, quote }: SignQuoteOptions): Promise<SignedQuote> {
  const signature = await signer.signTypedData({ ...domain }, QUOTE_TYPES, encodeQuote(quote));
  return { quote, signature: Signature.from(signature).compactSerialized };
}
