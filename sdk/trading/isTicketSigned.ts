import { isSignatureOf } from "../encoding/isSignatureOf.ts";
import type { SignedTicket } from "./Ticket.ts";
import { ticketDigest } from "./ticketHash.ts";
import type { TradingDomain } from "./tradingDomain.ts";

/**
 * Whether the manager's own key has signed a ticket, in a form that the chain takes. False for anything else. What a contract
 * wallet (ERC-1271) or an operator has signed only the chain can tell: false here.
 */
export function isTicketSigned(domain: TradingDomain, { ticket, signature }: SignedTicket): boolean {
  return isSignatureOf({ digest: () => ticketDigest(domain, ticket), signature, signer: ticket.manager });
}
