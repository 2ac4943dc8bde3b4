/** A dealer's word that it does not quote for a request. */
export interface Pass {
  /** Id of the request. */
  readonly request: string;
  readonly dealer: string;
  /** Why it does not quote, in its own words; empty when it does not say. */
  readonly reason: string;
  /** When, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly at: bigint;
}

/** A pass with the signature for its dealer. */
export interface SignedPass {
  readonly pass: Pass;
  readonly signature: string;
}
