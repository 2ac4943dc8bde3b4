import { writtenStruct } from "../encoding/writtenStruct.ts";
import type { SignedTicket } from "./Ticket.ts";
import { TICKET_TYPES } from "./ticketTypes.ts";

/** The name and the version of a file of a ticket. */
export const TICKET_FORMAT = "kessai-ticket";
export const TICKET_VERSION = 1;

/**
 * The text of a file of a ticket, as a manager hands it to the trader: JSON in which whole numbers are texts of digits.
 * `parseSignedTicket` reads it.
 */
export function formatSignedTicket({ ticket, signature }: SignedTicket): string {
  const content = {
    format: TICKET_FORMAT,
    version: TICKET_VERSION,
    ticket: writtenStruct({ types: TICKET_TYPES, name: "Ticket", value: ticket }),
    signature,
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}
