import type { CalendarDate } from "../calendar/CalendarDate.ts";
import type { Side } from "../trade/Trade.ts";

/** What one fund is to have of what is proposed. */
export interface ProposedShare {
  readonly account: string;
  /** Face, each bond at its denomination, in minor units of the bond's currency. */
  readonly faceAmount: bigint;
}

/**
 * What a fund manager means to write on a ticket, before it is checked. It is in face where the ticket is in units, so that a face
 * that is no whole number of bonds can be proposed, and refused.
 */
export interface TicketProposal {
  /** ISO 6166. */
  readonly isin: string;
  /** ISO 4217: the currency that pays. */
  readonly currency: string;
  /** Account of the bank whose digital currency pays. */
  readonly settlementBank: string;
  /** The funds' side. */
  readonly side: Side;
  /** Highest clean price of 100 of face when the funds buy, lowest when they sell, in units of 10^-7. */
  readonly limitPriceE7: bigint;
  /** What one unit costs at most or brings at least, in minor units, accrued interest and a broker's fee included. */
  readonly limitCashPerUnit: bigint;
  /** Most that a broker may take for a unit, in minor units; zero when none may stand between. */
  readonly maximumFeePerUnit: bigint;
  /** The day on which it is to settle. */
  readonly settlementDate: CalendarDate;
  /** Latest cut-off of the settlement, in seconds since 1970-01-01T00:00:00Z. */
  readonly settleBy: bigint;
  /** Accounts of all that may become the counterparty: the dealers to be asked, and a broker that stands between. */
  readonly dealers: readonly string[];
  readonly split: readonly ProposedShare[];
}
