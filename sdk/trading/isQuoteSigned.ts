import { isSignatureOf } from "../encoding/isSignatureOf.ts";
import type { SignedQuote } from "./Quote.ts";
import { quoteDigest } from "./quoteHash.ts";
import type { TradingDomain } from "./tradingDomain.ts";

/**
 * Whether the dealer's own key has signed a quote, in a form that the chain takes. False for anything else, a quote that cannot
 * be hashed among it. What a contract wallet (ERC-1271) or an operator has signed only the chain can tell: false here.
 */
export function isQuoteSigned(domain: TradingDomain, { quote, signature }: SignedQuote): boolean {
  return isSignatureOf({ digest: () => quoteDigest(domain, quote), signature, signer: quote.dealer });
}
