import type { CalendarDate } from "../calendar/CalendarDate.ts";
import type { Side } from "../trade/Trade.ts";

/** What one side of a trade has in its books: what the other side's confirmation (約定確認) is compared with. */
export interface TradeDetails {
  /** Common reference of both sides, at most 16 characters. */
  readonly reference: string;
  /** ISO 6166. */
  readonly isin: string;
  /** ISO 4217. */
  readonly currency: string;
  /** The side of the one whose books these are. */
  readonly side: Side;
  /** Account. */
  readonly seller: string;
  /** Account. */
  readonly buyer: string;
  /** Units of the bond. */
  readonly quantity: bigint;
  /** Face that is left of them on the settlement date, in minor units. */
  readonly faceAmount: bigint;
  /** Price of 100 of face without accrued interest, a decimal text of at most PRICE_DECIMALS decimals. */
  readonly pricePer100: string;
  /** Accrued interest, in minor units; negative where a price is without a coupon that the seller keeps. */
  readonly accrued: bigint;
  /** Fee of a broker that stands between, in minor units: added to what a buyer pays, kept back from what a seller receives. */
  readonly fee: bigint;
  /** What the buyer pays, in minor units. */
  readonly amount: bigint;
  readonly tradeDate: CalendarDate;
  readonly settlementDate: CalendarDate;
  /** Cut-off: no settlement from it on, in seconds since 1970-01-01T00:00:00Z. */
  readonly cutOff: bigint;
  /** Account of the bank whose digital currency pays. */
  readonly settlementBank: string;
  /** Where it settles (`placeOfSettlement`). */
  readonly place: string;
}

/** A confirmation as it was received: what is left out was not confirmed, which is for the comparison to find. */
export type Confirmation = { readonly [F in keyof TradeDetails]?: TradeDetails[F] | undefined };
