import { formatAmount } from "../../encoding/formatAmount.ts";
import { KessaiError } from "../../errors/KessaiError.ts";

/** More units are to be dealt under a ticket than it has left, or none. */
export class TicketFillError extends KessaiError {
  constructor(quantity: bigint, left: bigint) {
    super({
      code: "TICKET_FILL",
      message: `${formatAmount(quantity)} units cannot be dealt under the ticket, which has ${formatAmount(left)} left.`,
      hint: "Deal one unit or more, and no more than are left.",
      details: { quantity, left },
    });
  }
}
