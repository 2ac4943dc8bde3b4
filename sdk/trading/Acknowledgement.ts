/**
 * A dealer's word on what it has answered to a request up to a moment. One is sent on receipt of the request, before any answer,
 * and one when the request closes. By the latter anybody sees whether an asker kept an answer back.
 */
export interface Acknowledgement {
  /** Id of the request. */
  readonly request: string;
  readonly dealer: string;
  /** Ids of its quotes and passes, in the order in which it gave them. */
  readonly answers: readonly string[];
  /** The moment, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly at: bigint;
}

/** An acknowledgement with the signature for its dealer. */
export interface SignedAcknowledgement {
  readonly acknowledgement: Acknowledgement;
  readonly signature: string;
}
