import { formatAmount } from "../../encoding/formatAmount.ts";
import { KessaiError } from "../../errors/KessaiError.ts";

/** Accounts have got so much more than their part of a ticket before, that after this fill they would still have. */
export class TicketSkewedError extends KessaiError {
  /** @param accounts those that have more than their part */
  constructor(quantity: bigint, accounts: readonly string[]) {
    super({
      code: "TICKET_SKEWED",
      message: `${formatAmount(quantity)} units are too few to share out evenly: too much went to ${accounts.join(", ")} before.`,
      hint: "Deal more units at once, or have the manager withdraw the ticket and sign one for the rest.",
      details: { quantity, accounts: [...accounts] },
    });
  }
}
