/** What an account can deliver of an instrument. An account without a position has none. */
export interface Position {
  readonly account: string;
  /** The ISIN of a bond, or the money's key from `cashInstrument`. */
  readonly instrument: string;
  /** Free units of the bond, or free minor units of the money: neither held for any trade nor frozen. */
  readonly free: bigint;
}
