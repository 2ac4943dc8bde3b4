import type { Side } from "../trade/Trade.ts";

/** What one account is to have of what is dealt under a ticket. */
export interface Share {
  readonly account: string;
  /** Units of the bond. */
  readonly quantity: bigint;
}

/**
 * A fund manager's order to deal for its funds, with the split among them fixed before anybody knows the price: the fields of
 * ITickets.Ticket. Quantities are units, moments are seconds since 1970-01-01T00:00:00Z.
 */
export interface Ticket {
  readonly manager: string;
  /** ISO 6166. */
  readonly isin: string;
  /** ISO 4217. */
  readonly currency: string;
  /** Account of the bank whose digital currency pays. */
  readonly settlementBank: string;
  /** The funds' side. */
  readonly side: Side;
  /** Most units: the sum of the split. */
  readonly maximumQuantity: bigint;
  /** Highest clean price of 100 of face when the funds buy, lowest when they sell, in units of 10^-7. */
  readonly limitPriceE7: bigint;
  /**
   * What one unit costs at most when the funds buy, and brings at least when they sell, in minor units: accrued interest and a
   * broker's fee included.
   */
  readonly limitCashPerUnit: bigint;
  /** First second in which nothing can be dealt under it. */
  readonly validUntil: bigint;
  /** Latest cut-off of the settlement. */
  readonly settleBy: bigint;
  /** Most that a broker may take for a unit, in minor units; zero when none may stand between. */
  readonly maximumFeePerUnit: bigint;
  /** Hash of the report of the compliance checks made before; never zero. */
  readonly compliance: string;
  /** 32 random bytes. */
  readonly salt: string;
  /** What each account is to have once everything is dealt. */
  readonly split: readonly Share[];
}

/** A ticket with its manager's signature. */
export interface SignedTicket {
  readonly ticket: Ticket;
  readonly signature: string;
}
