import { KessaiError } from "./KessaiError.ts";

/** What TransactionError is made of. */
export interface TransactionErrorOptions {
  /** What the transaction was to do. */
  readonly what: string;
  readonly reason: string;
  /** Its hash, when it was sent. */
  readonly hash?: string | undefined;
  readonly cause?: unknown;
}

/** A transaction could not be sent, or failed in a block, without a reason that the contracts gave. */
export class TransactionError extends KessaiError {
  constructor({ what, reason, hash, cause }: TransactionErrorOptions) {
    super({
      code: "TRANSACTION_FAILED",
      message: `Could not ${what}: ${reason}.`,
      hint: "Look at the state before trying again: the same step is never done twice.",
      details: { what, reason, hash: hash ?? null },
      cause,
    });
  }
}
