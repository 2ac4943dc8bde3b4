import { KessaiError } from "../../errors/KessaiError.ts";

/** The split of a ticket, or what is said to have been dealt under it, contradicts itself. */
export class TicketSplitError extends KessaiError {
  constructor(reason: string) {
    super({
      code: "TICKET_SPLIT",
      message: `The ticket cannot be split: ${reason}.`,
      hint: "Take the ticket as its manager signed it, and read what each share has got again.",
      details: { reason },
    });
  }
}
