import type { CalendarDate } from "../calendar/CalendarDate.ts";

/** The cut-off when a ticket names none: local time on the settlement date. */
export const DEFAULT_CUT_OFF = "17:00";

/** A trade as both sides agreed it, before any amount is calculated. */
export interface TradeTicket {
  /** Common reference of both sides (ISO 20022 CommonId), at most 16 characters. */
  readonly id: string;
  readonly isin: string;
  /** Party ids. */
  readonly seller: string;
  readonly buyer: string;
  /** Face traded, in minor units of the bond's currency: yen. */
  readonly faceAmount: bigint;
  /**
   * Smallest face that may settle as a part, in minor units; left out when the trade settles as a whole or not at all.
   */
  readonly minimumPart?: bigint | undefined;
  /** Price of 100 of face without accrued interest, a decimal text. */
  readonly pricePer100: string;
  readonly tradeDate: CalendarDate;
  /** Intended settlement date; one business day after the trade date when the ticket names none. */
  readonly settlementDate: CalendarDate;
  /** HH:MM in the business centre on the settlement date: after it the trade no longer settles. */
  readonly cutOff: string;
}
