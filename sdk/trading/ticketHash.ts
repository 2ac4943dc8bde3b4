import { TypedDataEncoder } from "ethers";

import { encodeTicket } from "./encodeTicket.ts";
import type { Ticket } from "./Ticket.ts";
import { TICKET_TYPES } from "./ticketTypes.ts";
import type { TradingDomain } from "./tradingDomain.ts";

// The twin of contracts/libraries/QuoteHash.sol: test/vectors/trading.json binds them.

/**
 * The EIP-712 struct hash of a ticket: its id.
 *
 * @throws InvalidTextError when a text does not fit; an error of ethers when another field does not fit its type
 */
export function ticketId(ticket: Ticket): string {
  return TypedDataEncoder.hashStruct("Ticket", TICKET_TYPES, encodeTicket(ticket));
}

/**
 * The digest that its manager signs.
 *
 * @throws as {@link ticketId}
 */
export function ticketDigest(domain: TradingDomain, ticket: Ticket): string {
  return TypedDataEncoder.hash({ ...domain }, TICKET_TYPES, encodeTicket(ticket));
}
