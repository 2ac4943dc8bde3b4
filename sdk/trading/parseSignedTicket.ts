import { ZeroHash } from "ethers";
import { z } from "zod";

import type { InputIssue } from "../errors/InvalidInputError.ts";
import { signatureField } from "../terms/chainFields.ts";
import { issue } from "../terms/issue.ts";
import { TICKET_FORMAT, TICKET_VERSION } from "./formatSignedTicket.ts";
import { ticketSchema } from "./messageSchemas.ts";
import { readMessage } from "./readMessage.ts";
import type { SignedTicket } from "./Ticket.ts";

const schema = z.strictObject({
  format: z.literal(TICKET_FORMAT),
  version: z.literal(TICKET_VERSION),
  ticket: ticketSchema,
  signature: signatureField,
});

/**
 * Checks a file of a ticket (`formatSignedTicket`): every field by itself, that the ticket was checked for compliance, and that
 * its split names each account once and sums to its quantity. Whether its manager has signed it, `isTicketSigned` tells.
 *
 * @param input plain data, as JSON.parse returns it
 * @throws InvalidInputError (TICKET_INVALID) with every issue found, its path beginning with `file`
 */
export function parseSignedTicket(input: unknown): SignedTicket {
  const kind = { code: "TICKET_INVALID", subject: "file of a ticket" };
  const { ticket, signature } = readMessage({ schema, input, path: "file", rules, ...kind });
  return { ticket, signature };
}

function rules({ ticket: { compliance, maximumQuantity, split } }: SignedTicket): readonly InputIssue[] {
  const accounts = split.map(({ account }) => account);
  const sum = split.reduce((total, { quantity }) => total + quantity, 0n);
  return [
    ...(compliance === ZeroHash
      ? [issue("file.ticket.compliance", compliance, "must be the hash of a compliance report, not zero")]
      : []),
    ...accounts.flatMap((account, index) => {
      const first = accounts.indexOf(account);
      const path = `file.ticket.split[${index}].account`;
      const rule = `must differ from file.ticket.split[${first}].account`;
      return first === index ? [] : [issue(path, account, rule)];
    }),
    ...(sum === maximumQuantity
      ? []
      : [issue("file.ticket.maximumQuantity", maximumQuantity, `must be the sum of the split, ${sum}`)]),
  ];
}
