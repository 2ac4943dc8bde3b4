import { MaxUint256 } from "ethers";

import type { Kessai } from "../../../sdk/client/Kessai.ts";
import type { Ticket } from "../../../sdk/trading/Ticket.ts";
import { ticketId } from "../../../sdk/trading/ticketHash.ts";

/** Whether a ticket was withdrawn: the chain then counts it as filled beyond all bounds. */
export async function isTicketWithdrawn({ requestForQuote }: Kessai, ticket: Ticket): Promise<boolean> {
  return (await requestForQuote.filledOf(ticketId(ticket))) === MaxUint256;
}
