import { encodeTicket } from "../../trading/encodeTicket.ts";
import type { Ticket } from "../../trading/Ticket.ts";
import { ticketId } from "../../trading/ticketHash.ts";
import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { tradingCall } from "./tradingCall.ts";

/** Takes a ticket back. Sender: the manager that signed it. */
export function withdrawTicket(kessai: Kessai, ticket: Ticket): Call {
  const { split, ...rest } = encodeTicket(ticket);
  const data = kessai.requestForQuote.interface.encodeFunctionData("withdrawTicket", [
    { ...rest, split: split.map((each) => ({ ...each })) },
  ]);
  return tradingCall(kessai, data, `withdraw the ticket ${ticketId(ticket).slice(0, 10)}...`);
}
