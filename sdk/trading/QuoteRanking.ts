import type { ReceivedQuote } from "./EvidenceFile.ts";

/** Reasons why a quote cannot be taken for a request, in the order in which they are told. */
export const QUOTE_REFUSALS = [
  "repeated",
  "otherRequest",
  "otherBond",
  "otherCurrency",
  "otherBank",
  "wrongSide",
  "otherDates",
  "notForAsker",
  "otherBroker",
  "indicative",
  "expired",
  "notOnTradeDate",
  "tooSmall",
  "tooLarge",
] as const;

/**
 * repeated: it was given before. otherRequest, otherBond, otherCurrency, otherBank, otherDates: it is not for what was asked.
 * wrongSide: its dealer would trade on the asker's side. notForAsker: somebody else may accept it. otherBroker: its dealer would
 * not trade with the firm that the asker wants to trade through, or would with one when there is to be none. indicative: it binds nobody.
 * expired: its time is over. notOnTradeDate: the moment is not of its trade date. tooSmall, tooLarge: the quantity asked for is
 * more than it is good for, or less.
 */
export type QuoteRefusalCode = (typeof QUOTE_REFUSALS)[number];

/** One reason why a quote cannot be taken. */
export interface QuoteRefusal {
  readonly code: QuoteRefusalCode;
  /** The end of a sentence that begins with the quote: "is indicative". */
  readonly reason: string;
}

/** A quote with its id. */
export interface RankedQuote extends ReceivedQuote {
  readonly id: string;
}

/** A quote that cannot be taken, and why. */
export interface RefusedQuote extends RankedQuote {
  /** Never empty. */
  readonly refusals: readonly QuoteRefusal[];
}

/** Quotes for a request, by how good they are. */
export interface QuoteRanking {
  /** Those that can be taken for the quantity asked for, best first. */
  readonly takeable: readonly RankedQuote[];
  /** All others, in the order given. */
  readonly refused: readonly RefusedQuote[];
  /** The first of those that can be taken. */
  readonly best: RankedQuote | undefined;
  /** The best quote of any other dealer than the best's: the second best price (cover). */
  readonly cover: RankedQuote | undefined;
}
