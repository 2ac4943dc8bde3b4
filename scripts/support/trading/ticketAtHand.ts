import { isTicketSigned } from "../../../sdk/trading/isTicketSigned.ts";
import { parseSignedTicket } from "../../../sdk/trading/parseSignedTicket.ts";
import type { SignedTicket, Ticket } from "../../../sdk/trading/Ticket.ts";
import { ticketId } from "../../../sdk/trading/ticketHash.ts";
import type { TradingDomain } from "../../../sdk/trading/tradingDomain.ts";
import { readIfThere } from "../files.ts";
import { UsageError } from "../UsageError.ts";
import { jsonOf } from "./jsonOf.ts";

/** What `ticketAtHand` works on. */
export interface TicketAtHandOptions {
  /** Where the ticket is to be written. */
  readonly path: string;
  /** The ticket that is wanted, with any salt. */
  readonly wanted: Ticket;
  readonly domain: TradingDomain;
}

/**
 * The ticket in a file, when it says what is wanted and is signed: then nothing is signed twice, for two tickets let twice as much be
 * dealt.
 *
 * @returns nothing when there is no such file
 * @throws UsageError when another ticket is in it; InvalidInputError when the file is no ticket
 */
export function ticketAtHand({ path, wanted, domain }: TicketAtHandOptions): SignedTicket | undefined {
  const text = readIfThere(path);
  if (text === undefined) return undefined;
  const signed = parseSignedTicket(jsonOf({ path, text, what: "a ticket, as ticket sign writes it" }));
  const isWanted = ticketId({ ...wanted, salt: signed.ticket.salt }) === ticketId(signed.ticket);
  if (isWanted && isTicketSigned(domain, signed)) return signed;
  throw new UsageError(
    `${path} holds another ticket, which may still be used.`,
    `Name another file; the one that is there is taken back by: npm run kessai -- ticket withdraw ${path}`,
  );
}
