import type { Command } from "commander";

import { withdrawTicket } from "../../../sdk/client/actions/withdrawTicket.ts";
import { formatAmount } from "../../../sdk/encoding/formatAmount.ts";
import { isTicketSigned } from "../../../sdk/trading/isTicketSigned.ts";
import { parseSignedTicket } from "../../../sdk/trading/parseSignedTicket.ts";
import type { SignedTicket } from "../../../sdk/trading/Ticket.ts";
import { ticketId } from "../../../sdk/trading/ticketHash.ts";
import { readNamedFile } from "../files.ts";
import type { JobContext } from "../JobContext.ts";
import { perform } from "../perform.ts";
import { runJob } from "../runJob.ts";
import { UsageError } from "../UsageError.ts";
import { isTicketWithdrawn } from "./isTicketWithdrawn.ts";
import { jsonOf } from "./jsonOf.ts";
import { subcommand } from "./subcommand.ts";

/** Takes a ticket back. */
export function ticketWithdrawCommand(): Command {
  return subcommand({
    name: "withdraw",
    summary: "Take a ticket back, so that nothing more is dealt under it (the manager that signed it).",
    example: "ticket withdraw ticket.json",
  })
    .argument("<file>", "the ticket")
    .action((path: string, written: unknown) =>
      runJob("ticket withdraw", written, () => read(path), withdraw),
    );
}

interface WithdrawJob {
  readonly path: string;
  readonly signed: SignedTicket;
}

function read(path: string): WithdrawJob {
  const what = "a ticket, as ticket sign writes it";
  return { path, signed: parseSignedTicket(jsonOf({ path, text: readNamedFile(path), what })) };
}

async function withdraw(context: JobContext, { path, signed }: WithdrawJob): Promise<void> {
  const { kessai, names, reporter } = context;
  const { ticket } = signed;
  const id = ticketId(ticket);
  const manager = names(ticket.manager) ?? ticket.manager;
  await requireItsManagers(context, path, signed);
  const filled = await kessai.requestForQuote.filledOf(id);
  await perform(context, {
    what: `withdraw the ticket of ${manager} for ${formatAmount(ticket.maximumQuantity)} units of ${ticket.isin}`,
    sender: ticket.manager,
    isDone: () => isTicketWithdrawn(kessai, ticket),
    call: () => withdrawTicket(kessai, ticket),
  });
  const isWithdrawn = await isTicketWithdrawn(kessai, ticket);
  reporter.data("ticket", { id, isWithdrawn, ...(filled > ticket.maximumQuantity ? {} : { filled }) });
}

/** A file in which something was changed is another ticket: to withdraw that would leave the real one in force. */
async function requireItsManagers({ kessai }: JobContext, path: string, signed: SignedTicket): Promise<void> {
  if (isTicketSigned(kessai.tradingDomain, signed)) return;
  const isContract = (await kessai.provider.getCode(signed.ticket.manager)) !== "0x";
  if (isContract) return;
  throw new UsageError(
    `The ticket in ${path} is not as its manager signed it, or not for this house.`,
    "Take the file as the ticket job wrote it.",
  );
}
