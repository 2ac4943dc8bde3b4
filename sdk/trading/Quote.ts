import type { Side } from "../trade/Trade.ts";

/** The kinds of quotes, by number on chain (IQuotes.Kind). */
export const QUOTE_KINDS = ["indicative", "single use", "divisible"] as const;

/**
 * How far a quote binds its dealer. Indicative: not at all. Single use: firm, accepted once. Divisible: firm, accepted in parts
 * until its quantity is used up.
 */
export type QuoteKind = (typeof QUOTE_KINDS)[number];

/**
 * A dealer's price for a bond, as it signs it: the fields of IQuotes.Quote. Moments are seconds since 1970-01-01T00:00:00Z,
 * quantities units of the bond.
 */
export interface Quote {
  /** Id of the request that it answers; 32 zero bytes when nobody asked. */
  readonly request: string;
  /** Who quotes: it signs, or its operator does, or its contract wallet answers for it. */
  readonly dealer: string;
  /** Who may accept: an account, a blinded account (`blindedAccount`), or the zero address for anybody. */
  readonly investor: string;
  /** The securities firm that the dealer trades with in place of the investor; the zero address for the investor itself. */
  readonly broker: string;
  /** ISO 6166. */
  readonly isin: string;
  /** ISO 4217. */
  readonly currency: string;
  /** Account of the bank whose digital currency pays. */
  readonly settlementBank: string;
  /** The dealer's side: seller is an offer, buyer a bid. */
  readonly side: Side;
  readonly kind: QuoteKind;
  /** Price of 100 of face without accrued interest, in units of 10^-7. */
  readonly cleanPriceE7: bigint;
  /** What one unit costs, accrued interest included, in minor units of the currency. */
  readonly cashPerUnit: bigint;
  /** Fewest units that can be accepted. */
  readonly minimumQuantity: bigint;
  /** Most units that can be accepted. */
  readonly maximumQuantity: bigint;
  /** Start of the trade date: the 24 hours in which it can be accepted. */
  readonly tradeDate: bigint;
  /** Start of the settlement date. */
  readonly settleFrom: bigint;
  /** Cut-off: no settlement from it on. */
  readonly settleBy: bigint;
  /** First second in which it cannot be accepted. */
  readonly validUntil: bigint;
  /** Seconds that the dealer has to confirm what was accepted; zero when acceptance binds it at once. */
  readonly lastLook: bigint;
  /** The dealer's own number of the quote: below 2^48, each used once. */
  readonly sequence: bigint;
  /** At most 16 ASCII characters. */
  readonly commonReference: string;
}

/** A quote with the signature for its dealer. */
export interface SignedQuote {
  readonly quote: Quote;
  readonly signature: string;
}
