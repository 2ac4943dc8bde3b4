import type { DealerMessage } from "../messages/ClientMessage.ts";

/** Why a message was not taken, in the order in which it is looked for. */
export const REFUSAL_REASONS = [
  "request unknown",
  "dealer not asked",
  "duplicate",
  "too many",
  "unchecked",
  "forged",
  "late",
  "unfit",
  "expired",
  "withdrawn",
  "sequence used",
  "reordered",
] as const;

/**
 * Why a message was not taken. request unknown: nobody here has asked, or the book is closed for good. dealer not asked: somebody
 * answers who was not asked. duplicate: it was there before. too many: the dealer has sent more than is kept. unchecked: whether it is signed could not be found out. forged: its dealer
 * has not signed it; an altered message is a forged one. late: it came after the request had closed. unfit: it is not for what was
 * asked. expired: nobody can accept it any more. withdrawn: its dealer has withdrawn it already. sequence used: its dealer has
 * signed another quote of the same number. reordered: a newer one of its dealer was there before.
 */
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** A message that was not taken. */
export interface Refusal {
  readonly reason: RefusalReason;
  /** More about it, where there is more to say; else empty. */
  readonly text: string;
  readonly message: DealerMessage;
  /** In milliseconds since 1970-01-01T00:00:00Z. */
  readonly receivedAt: bigint;
}
