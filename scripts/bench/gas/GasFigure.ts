/** What a trade of a set costs at one size. Gas is in units of gas. */
export interface GasFigure {
  /** What is settled, and how it is approved. */
  readonly what: string;
  /** Trades of the set; each figure is of one transaction. */
  readonly trades: number;
  /** Gas of the transaction over its trades, rounded up. */
  readonly gasPerTrade: number;
  /** What each trade more than at the size before has cost; left out at the first size. */
  readonly gasPerFurtherTrade?: number | undefined;
  /** The same figure in snapshots/gas.json, where it is there. */
  readonly committed?: number | undefined;
}
