import type { Trade } from "../trade/Trade.ts";

/** How the trades of a set settle (ITradeSets): each by itself, all or none in gross amounts, all or none in nets. */
export const SET_METHODS = ["batch", "chain", "net"] as const;

/** How the trades of a set settle. */
export type SetMethod = (typeof SET_METHODS)[number];

/** A trade of a set with what approves it. An approval that is left out is one that is recorded on chain. */
export interface SetTrade {
  readonly trade: Trade;
  /** From `signTrade`. */
  readonly sellerSignature?: string | undefined;
  /** From `signTrade`. */
  readonly buyerSignature?: string | undefined;
}
