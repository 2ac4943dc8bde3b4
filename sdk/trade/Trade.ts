/** The two sides of a trade. */
export const SIDES = ["seller", "buyer"] as const;

/** A side of a trade: the seller delivers bonds, the buyer pays. */
export type Side = (typeof SIDES)[number];

/**
 * How a side stands to a trade that it approves (ITrades.Readiness). Ready: it may settle once matched and due.
 * Earmarked: ready, and the side's leg is held for it. On hold: for matching only, until the side releases it.
 */
export type Readiness = "ready" | "earmarked" | "on hold";

/**
 * What seller and buyer agree on: the one struct that both approve and DvPEscrow settles (ITrades.Trade), in readable
 * form. Moments are seconds since 1970-01-01T00:00:00Z.
 *
 * A leg that is absent is wholly absent: a payment has neither ISIN nor quantity, a delivery free of payment neither
 * amount, currency nor bank. `tradeKind` tells them apart.
 */
export interface Trade {
  /** ISO 6166; empty in a payment. */
  readonly isin: string;
  /** ISO 4217; empty when free of payment. */
  readonly currency: string;
  /** Account of the bank whose digital currency pays; the zero address when free of payment. */
  readonly settlementBank: string;
  readonly seller: string;
  readonly buyer: string;
  /** Units of the bond; zero in a payment. */
  readonly quantity: bigint;
  /** Cash in minor units, accrued interest included; zero when free of payment. */
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
  /** Smallest quantity that may settle as a part; zero when the trade settles as a whole or not at all. */
  readonly minimumPart: bigint;
}
