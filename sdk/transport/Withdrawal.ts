/**
 * A dealer's word that it no longer stands to a quote. It spares the asker an attempt; what keeps a firm quote from being
 * accepted is its cancellation on the chain (`cancelQuote`).
 */
export interface Withdrawal {
  /** Id of the request that the quote answered. */
  readonly request: string;
  /** Id of the quote. */
  readonly quote: string;
  readonly dealer: string;
  /** When, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly at: bigint;
}

/** A withdrawal with the signature for its dealer. */
export interface SignedWithdrawal {
  readonly withdrawal: Withdrawal;
  readonly signature: string;
}
