import type { Trade } from "../trade/Trade.ts";

/** The terms of a trade that decide whether it can settle together with others. */
export type CandidateTerms = Pick<
  Trade,
  | "isin"
  | "currency"
  | "settlementBank"
  | "seller"
  | "buyer"
  | "quantity"
  | "amount"
  | "settleFrom"
  | "settleBy"
  | "venue"
  | "sequence"
>;

/** A reason, found elsewhere, for which a trade does not settle: `explainTrade` gives them. */
export interface KnownObstacle {
  /** ISO 20022 reason code. */
  readonly code: string;
  /** The account concerned; `undefined` when none in particular. */
  readonly account: string | undefined;
}

/** An open trade that may be chosen to settle. */
export interface Candidate {
  /** What the caller knows the trade by; no two candidates share it. */
  readonly id: string;
  /** Quantity zero: a payment only. Amount zero: free of payment. The leg that is zero does not exist. */
  readonly trade: CandidateTerms;
  /** 0 is the highest. A trade is never given up for one of a lower priority. */
  readonly priority: number;
  /** Both sides have approved it, on chain or by signature. */
  readonly isMatched: boolean;
  /** A side has put its instruction on hold. */
  readonly isOnHold: boolean;
  /** The bonds are held for this trade in the seller's account: they do not draw on the seller's free units. */
  readonly bondsHeld: boolean;
  /** The money is held for this trade in the buyer's account: it does not draw on the buyer's free money. */
  readonly cashHeld: boolean;
  /**
   * Whatever else is in the way, such as a suspended account: any of them keeps the trade back. The codes that planning
   * judges by itself (FUTU, LATE, NMAS, PREA, LACK, MONY) are passed over here.
   */
  readonly obstacles: readonly KnownObstacle[];
}
