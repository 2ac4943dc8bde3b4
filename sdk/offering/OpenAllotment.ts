import type { Trade } from "../trade/Trade.ts";

/** An allotment that has not settled yet: the trade that it became, and the place of its order in the book. */
export interface OpenAllotment {
  /** From 0. */
  readonly position: bigint;
  readonly trade: Trade;
}
