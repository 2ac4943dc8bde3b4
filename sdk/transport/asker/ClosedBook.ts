import type { SignedAcknowledgement } from "../../trading/Acknowledgement.ts";
import type { GivenAnswer, ReceivedQuote } from "../../trading/EvidenceFile.ts";
import type { SignedRequest } from "../../trading/Request.ts";
import type { Refusal } from "./Refusal.ts";

/** Answers that a dealer says it gave, and that never came. */
export interface MissingAnswers {
  readonly dealer: string;
  /** Ids of quotes or passes, never empty. */
  readonly answers: readonly string[];
}

/**
 * All that came of a request: what `buildEvidence` wants (with `closedAt` for the moment of the decision), and what else there is
 * to know before one decides.
 */
export interface ClosedBook {
  /** Id of the request. */
  readonly id: string;
  readonly request: SignedRequest;
  readonly dealers: readonly string[];
  readonly dealersSalt: string;
  /** Every answer that its dealer has signed, in order of receipt: late and otherwise unusable ones too. */
  readonly answers: readonly GivenAnswer[];
  /** The quotes among them that were taken, and not withdrawn until the book was together. */
  readonly standing: readonly ReceivedQuote[];
  /** Dealers that had not answered when the request closed. */
  readonly timedOut: readonly string[];
  /** All of each dealer, in order of receipt. */
  readonly acknowledgements: readonly SignedAcknowledgement[];
  /** Dealers that have acknowledged nothing since the request closed: nobody knows whether an answer of theirs is missing. */
  readonly silent: readonly string[];
  readonly missing: readonly MissingAnswers[];
  /** Messages that were not taken, the first of them when they were very many. */
  readonly refusals: readonly Refusal[];
  /** How many were not taken. */
  readonly refusalCount: number;
  /** The last moment whose answers were taken, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly closedAt: bigint;
  /** Whether the asker took the request back. */
  readonly isCancelled: boolean;
}
