/** From a request to its settled trade, with so many dealers, everybody in one process and on the embedded chain. */
export interface TradeFigure {
  readonly dealers: number;
  /** Requests that were asked and settled, one after the other. */
  readonly requests: number;
  /** From the call of `ask` to the receipt of the transaction that settles. */
  readonly milliseconds: { readonly median: number; readonly p99: number };
  /** Medians of its steps, in milliseconds. */
  readonly steps: {
    /** Until everything is together: all quotes, and what the dealers acknowledge, signed and checked. */
    readonly ask: number;
    /** Ranking the quotes, and building the evidence. */
    readonly decide: number;
    /** Encoding, signing and sending the acceptance, its execution, and its receipt. */
    readonly settle: number;
  };
  /** Time of asking over the time of everything, from 0 to 1. */
  readonly askShare: number;
  /** The median grows from the size before as the number of dealers to the power of this; left out at the first size. */
  readonly growth?: number | undefined;
}
