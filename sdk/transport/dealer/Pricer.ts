import type { Quote } from "../../trading/Quote.ts";
import type { Request } from "../../trading/Request.ts";
import type { Eventually } from "../SignatureChecks.ts";

/** A price for what a request asks for: the part of the quote that is the dealer's to decide. */
export interface Price extends Pick<
  Quote,
  "kind" | "cleanPriceE7" | "cashPerUnit" | "minimumQuantity" | "maximumQuantity" | "validUntil" | "lastLook"
> {
  /** At most 16 ASCII characters; that of the request when left out. */
  readonly commonReference?: string | undefined;
}

/** What comes of pricing: a price, or why there is none, in words that the asker may read. */
export type PricerAnswer =
  { readonly kind: "price"; readonly price: Price } | { readonly kind: "pass"; readonly reason: string };

/** What a pricer is told beside the request. */
export interface PricingContext {
  /** Id of the request. */
  readonly id: string;
  /** Account of the dealer that is asked. */
  readonly dealer: string;
  /** Now, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly now: bigint;
  /** Says when no more answers are wanted. */
  readonly signal: AbortSignal;
}

/**
 * Makes a dealer's prices. One answer, or a stream of them: each further one is a new answer of its own, and the quotes before it
 * stand until they expire or are withdrawn. A pass after quotes withdraws them.
 */
export interface Pricer {
  readonly price: (
    request: Request,
    context: PricingContext,
  ) => Eventually<PricerAnswer> | AsyncIterable<PricerAnswer>;
}
