import type { Ticket } from "../trading/Ticket.ts";

/** What of a ticket is held against its compliance report. */
export type CheckedTicket = Pick<
  Ticket,
  | "manager"
  | "isin"
  | "currency"
  | "settlementBank"
  | "side"
  | "maximumQuantity"
  | "limitPriceE7"
  | "limitCashPerUnit"
  | "settleBy"
  | "maximumFeePerUnit"
  | "compliance"
  | "split"
>;
