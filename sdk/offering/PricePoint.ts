/** A price of one unit and the spread that it gives. */
export interface PricePoint {
  /** In minor units, accrued interest apart. */
  readonly price: bigint;
  /** Over the reference yield, in units of 10^-8. */
  readonly spreadE8: bigint;
}

/** The spread that a price gives, in units of 10^-8: the higher the price, the lower the spread, or the same. */
export type SpreadAt = (price: bigint) => bigint;
