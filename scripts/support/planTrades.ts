import type { TradeTicket } from "../../sdk/terms/TradeTicket.ts";
import { tradeFromTicket } from "../../sdk/trade/tradeFromTicket.ts";
import type { JobContext } from "./JobContext.ts";
import type { LoadedScenario } from "./loadScenario.ts";
import { planRecord } from "./planRecord.ts";
import type { TradeRecord } from "./tradeRecords.ts";
import { UsageError } from "./UsageError.ts";

/** The trade of a ticket as it is written down: see `planRecord`. */
export async function planTrade(
  context: JobContext,
  { terms: termSheet, schedule, parties }: LoadedScenario,
  ticket: TradeTicket,
): Promise<TradeRecord> {
  const { book } = context;
  const bank = parties.find(({ roles }) => roles.includes("settlementBank"));
  if (bank === undefined)
    throw new UsageError("The party list has no settlement bank.", "Name the bank whose money pays.");
  const accounts = {
    seller: book.accountOf(ticket.seller),
    buyer: book.accountOf(ticket.buyer),
    settlementBank: book.accountOf(bank.id),
  };
  return planRecord(context, {
    withSequence: (sequence) => tradeFromTicket({ ticket, termSheet, schedule, accounts, sequence }),
  });
}

/** The tickets named, or all; without the issue unless asked for, as that is the underwrite job's. */
export function chooseTickets(
  { trades, terms }: LoadedScenario,
  { only, withIssue }: { readonly only: readonly string[]; readonly withIssue: boolean },
): readonly TradeTicket[] {
  const unknown = only.filter((id) => !trades.some((ticket) => ticket.id === id));
  if (unknown.length > 0)
    throw new UsageError(`No ticket is called ${unknown.join(", ")}.`, "Give a reference of the trade file.");
  if (only.length > 0) return trades.filter(({ id }) => only.includes(id));
  return withIssue ? trades : trades.filter(({ seller }) => seller !== terms.issuer);
}
