/** The two sides of a trade. */
export const SIDES = ["seller", "buyer"] as const;

/** A side of a trade: the seller delivers bonds, the buyer pays. */
export type Side = (typeof SIDES)[number];

/**
 * What seller and buyer agree on: the one struct that both approve and DvPEscrow settles (IDvPEscrow.Trade), in readable
 * form. Moments are seconds since 1970-01-01T00:00:00Z.
 */
export interface Trade {
  /** ISO 6166. */
  readonly isin: string;
  /** ISO 4217. */
  readonly currency: string;
  /** Account of the bank whose digital currency pays. */
  readonly settlementBank: string;
  readonly seller: string;
  readonly buyer: string;
  /** Units of the bond. */
  readonly quantity: bigint;
  /** Cash in minor units, accrued interest included. */
  readonly amount: bigint;
  /** Start of the trade date. */
  readonly tradeDate: bigint;
  /** Start of the intended settlement date: no settlement before it. */
  readonly settleFrom: bigint;
  /** Cut-off: no settlement from it on. */
  readonly settleBy: bigint;
  /** Settlement agent that alone may submit the trade; the zero address when there is none. */
  readonly venue: string;
  /** Number of the trade: the venue's own, or without a venue the one of this seller and buyer. */
  readonly sequence: bigint;
  /** At most 16 ASCII characters. */
  readonly commonReference: string;
}
