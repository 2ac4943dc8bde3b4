/** One reason why an attempt to settle did not succeed. */
export interface FailReason {
  /** ISO 20022, four letters, as `explainTrade` gives them. */
  readonly code: string;
  /** The account concerned; left out when none in particular. */
  readonly account?: string | undefined;
}

/** One attempt to settle a trade that did not succeed. */
export interface Attempt {
  readonly tradeId: string;
  /** Seconds since 1970-01-01T00:00:00Z. */
  readonly at: bigint;
  readonly reasons: readonly FailReason[];
}
