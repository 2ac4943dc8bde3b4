import type { SignedAcknowledgement } from "./Acknowledgement.ts";
import type { Justification } from "./Evidence.ts";
import type { SignedPass } from "./Pass.ts";
import type { SignedQuote } from "./Quote.ts";
import type { SignedRequest } from "./Request.ts";

/** A quote that was received for a request. */
export interface ReceivedQuote extends SignedQuote {
  /** When the asker had it, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly receivedAt: bigint;
}

/** A pass that was received for a request. */
export interface ReceivedPass extends SignedPass {
  /** When the asker had it, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly receivedAt: bigint;
}

/** What a dealer gave for an answer. */
export type GivenAnswer =
  (ReceivedQuote & { readonly kind: "quote" }) | (ReceivedPass & { readonly kind: "pass" });

/**
 * Everything that shows how a request was decided, to those who are to see it: the evidence whose hash was committed, opened,
 * with all signatures. Acknowledgements and late answers come in afterwards and are outside of the hash.
 */
export interface EvidenceFile {
  readonly request: SignedRequest;
  /** The dealers that were asked, by rising address. */
  readonly dealers: readonly string[];
  /** Opens with them the request's commitment to its dealers. */
  readonly dealersSalt: string;
  /** Answers received until the decision, by time of receipt. */
  readonly answers: readonly GivenAnswer[];
  /** Dealers asked that had not answered when it was decided, by rising address. */
  readonly timeOuts: readonly string[];
  /** Id of the quote that was taken. */
  readonly chosen: string;
  /** Why another than the best was taken; empty when the best was. */
  readonly reason: string;
  readonly justification: Justification;
  /** In milliseconds since 1970-01-01T00:00:00Z. */
  readonly decidedAt: bigint;
  readonly acknowledgements: readonly SignedAcknowledgement[];
  /** Answers received after the decision. */
  readonly late: readonly GivenAnswer[];
}
