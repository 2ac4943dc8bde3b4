/** The kinds of answers to a request, by number in the hash of the evidence. */
export const ANSWER_KINDS = ["quote", "pass", "time-out"] as const;

/** What a dealer answered to a request; a time-out is no answer in time. */
export type AnswerKind = (typeof ANSWER_KINDS)[number];

/** What came of asking one dealer, as it is hashed. */
export interface Answer {
  readonly kind: AnswerKind;
  readonly dealer: string;
  /** Id of the quote or the pass; 32 zero bytes for a time-out. */
  readonly id: string;
  /** When the asker had it, in milliseconds since 1970-01-01T00:00:00Z; of a time-out, when the request was to be answered by. */
  readonly receivedAt: bigint;
}

/** Why a price was taken that too few others stood beside. All fields are empty when there is no need to say. */
export interface Justification {
  /** A price of 100 of face seen elsewhere, without accrued interest, in units of 10^-7; zero when there is none. */
  readonly referencePriceE7: bigint;
  /** Where it was seen. */
  readonly source: string;
  readonly text: string;
}

/** The justification that says nothing. */
export const NO_JUSTIFICATION: Justification = { referencePriceE7: 0n, source: "", text: "" };

/**
 * What an asker had before it when it decided, and what it decided. Its EIP-712 struct hash is the word that is committed on the
 * chain when the quote is accepted; the evidence itself stays with those who are to see it.
 */
export interface Evidence {
  /** Id of the request. */
  readonly request: string;
  /** By time of receipt, time-outs last. */
  readonly answers: readonly Answer[];
  /** Id of the quote that was taken. */
  readonly chosen: string;
  /** Why another than the best was taken; empty when the best was. */
  readonly reason: string;
  readonly justification: Justification;
  /** In milliseconds since 1970-01-01T00:00:00Z. */
  readonly decidedAt: bigint;
}
