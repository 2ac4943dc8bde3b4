import type { Pairing } from "./Market.ts";

/** A way to settle signed trades. */
export interface Way {
  readonly name: string;
  /** Trades that one transaction settles. */
  readonly perTransaction: number;
  /** Single: `settleBySignatures`. The others: `settleSet`, which the parties sign trade by trade or once each. */
  readonly method: "single" | "batch" | "net" | "net by parties";
  /** How many transactions make up a round. */
  readonly transactions: number;
  readonly pairing: Pairing;
}
