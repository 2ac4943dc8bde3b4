/** How fast trades settle in one way on one engine: medians of repeated rounds. */
export interface ThroughputFigure {
  readonly way: string;
  /** Trades that one transaction settles. */
  readonly perTransaction: number;
  /** Trades of a round. */
  readonly trades: number;
  readonly rounds: number;
  readonly millisecondsPerTrade: {
    /** Both sides of every trade, or every party once, one after the other in this process. */
    readonly sign: number;
    /** Packing, and encoding the calls. */
    readonly build: number;
    readonly submitAndConfirm: number;
  };
  readonly tradesPerSecond: {
    /** All that was done, in one process: sign, build, submit, confirm. */
    readonly all: number;
    /** What the venue does with trades that are signed: build, submit, confirm. */
    readonly signedBefore: number;
    /** The engine's own ceiling: bare ERC-20 pairs, as many in a transaction, signed before. */
    readonly bare: number;
  };
  /** Trades a second over those of bare pairs. */
  readonly shareOfBare: { readonly all: number; readonly signedBefore: number };
  readonly gasPerTrade: { readonly kessai: number; readonly bare: number };
}

/** The figures of an engine, or why there are none. */
export type EngineFigures =
  | { readonly engine: string; readonly version: string; readonly figures: readonly ThroughputFigure[] }
  | { readonly engine: string; readonly skipped: string };
