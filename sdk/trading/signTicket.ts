import { Signature } from "ethers";
import type { Signer } from "ethers";

import { encodeTicket } from "./encodeTicket.ts";
import type { SignedTicket, Ticket } from "./Ticket.ts";
import { TICKET_TYPES } from "./ticketTypes.ts";
import type { TradingDomain } from "./tradingDomain.ts";

/** What `signTicket` works on. */
export interface SignTicketOptions {
  readonly domain: TradingDomain;
  readonly ticket: Ticket;
}

/** Signs a ticket for its manager: 64 bytes (ERC-2098). */
export async function signTicket(
  signer: Signer,
  { domain, ticket }: SignTicketOptions,
): Promise<SignedTicket> {
  const signature = await signer.signTypedData({ ...domain }, TICKET_TYPES, encodeTicket(ticket));
  return { ticket, signature: Signature.from(signature).compactSerialized };
}
