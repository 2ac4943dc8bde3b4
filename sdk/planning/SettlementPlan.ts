/** How much settles in a priority class. Values are in units of 1 / `SettlementPlan.valueDenominator`. */
export interface ClassOutcome {
  readonly priority: number;
  /** Trades of the class that are chosen. */
  readonly trades: number;
  readonly value: bigint;
  /**
   * No set settles more than this in the class unless it is less good than the plan in a higher class, in one at least of
   * the independent parts of the market. Less good: less value, or the same value in fewer trades.
   */
  readonly bound: bigint;
}

/** What one instrument's movements shrink to when they are netted. In units of the bond, or minor units of the money. */
export interface InstrumentLiquidity {
  /** The ISIN of a bond, or a money's key from `cashInstrument`. */
  readonly instrument: string;
  /** All chosen legs added up: what would move trade by trade. */
  readonly gross: bigint;
  /** What the net deliverers deliver: what moves in one set. */
  readonly net: bigint;
  /** Gross less net. */
  readonly saved: bigint;
}

/** What an account delivers and receives of one instrument. In units of the bond, or minor units of the money. */
export interface NetPosition {
  readonly account: string;
  readonly instrument: string;
  readonly delivered: bigint;
  readonly received: bigint;
  /** Received less delivered; negative for a net deliverer. */
  readonly net: bigint;
}

/** Why a trade stays behind. */
export interface LeftBehindReason {
  /** ISO 20022 reason code. */
  readonly code: string;
  /** The account concerned; `undefined` when none in particular. */
  readonly account: string | undefined;
  /** LACK, MONY: what that account would be short of if the trade settled together with the chosen ones. */
  readonly shortfall?: { readonly instrument: string; readonly amount: bigint };
  /** REFE: the chosen trade that has the same number. */
  readonly rival?: string;
}

/** A trade that is not chosen. */
export interface LeftBehind {
  readonly id: string;
  /** All of them, never empty. */
  readonly reasons: readonly LeftBehindReason[];
}

/** Which trades settle together now. */
export interface SettlementPlan {
  /** Ids of the trades to settle, in code unit order. */
  readonly chosen: readonly string[];
  /** The settled value: cash times weight, over all chosen trades, in units of 1 / `valueDenominator`. */
  readonly value: bigint;
  /**
   * The bounds of all classes added up. With one class no set at all settles more. In units of 1 / `valueDenominator`.
   */
  readonly bound: bigint;
  /** Bound less value; 0n when the value is proven to be the largest. */
  readonly gap: bigint;
  /** The gap as a share of the bound, from 0 to 1, for people to read. */
  readonly gapShare: number;
  /** 1n unless weights are fractions. */
  readonly valueDenominator: bigint;
  /** Highest priority first. */
  readonly classes: readonly ClassOutcome[];
  /** By instrument. */
  readonly liquidity: readonly InstrumentLiquidity[];
  /** By account, then instrument. */
  readonly nets: readonly NetPosition[];
  /** By id. */
  readonly leftBehind: readonly LeftBehind[];
}
