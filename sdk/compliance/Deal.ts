import type { CalendarDate } from "../calendar/CalendarDate.ts";

/** What is about to be dealt under a ticket, as far as the ticket does not say it itself. */
export interface Deal {
  /** Accounts of the dealer, and of the broker that stands between. */
  readonly dealers: readonly string[];
  readonly settlementDate: CalendarDate;
}
