import { ZeroAddress } from "ethers";

import { nextSequence } from "../../sdk/client/readers/nextSequence.ts";
import { pairTrades } from "../../sdk/client/readers/pairTrades.ts";
import { tradeState } from "../../sdk/client/readers/tradeState.ts";
import type { TradeTicket } from "../../sdk/terms/TradeTicket.ts";
import type { Trade } from "../../sdk/trade/Trade.ts";
import { tradeFromTicket } from "../../sdk/trade/tradeFromTicket.ts";
import { tradeId } from "../../sdk/trade/tradeHash.ts";
import type { JobContext } from "./JobContext.ts";
import { JobError } from "./JobError.ts";
import type { LoadedScenario } from "./loadScenario.ts";
import type { TradeRecord, TradeRecords } from "./tradeRecords.ts";
import { UsageError } from "./UsageError.ts";

type WithSequence = (sequence: bigint) => Trade;

/**
 * The trade of a ticket as it is written down. Its number is the one written down for it, or the one under which the log
 * knows it already, or the next free one of its parties, which is written down before anything is sent: a run after this
 * one finds it.
 */
export async function planTrade(
  context: JobContext,
  scenario: LoadedScenario,
  ticket: TradeTicket,
): Promise<TradeRecord> {
  const { folder, options } = context;
  const withSequence = tradeMaker(context, scenario, ticket);
  const records = folder.trades();
  const record = records[ticket.id];
  if (record !== undefined) {
    if (tradeId(withSequence(record.trade.sequence)) === record.id) return record;
    await requireUnused(context, ticket.id, record);
  }
  const trade = withSequence(await findSequence(context, withSequence, records));
  const planned = { id: tradeId(trade), trade, signatures: {} };
  if (!options.dryRun) folder.saveTrades({ ...records, [ticket.id]: planned });
  return planned;
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

function tradeMaker(
  { book }: JobContext,
  { terms: termSheet, schedule, parties }: LoadedScenario,
  ticket: TradeTicket,
): WithSequence {
  const bank = parties.find(({ roles }) => roles.includes("settlementBank"));
  if (bank === undefined)
    throw new UsageError("The party list has no settlement bank.", "Name the bank whose money pays.");
  const accounts = {
    seller: book.accountOf(ticket.seller),
    buyer: book.accountOf(ticket.buyer),
    settlementBank: book.accountOf(bank.id),
  };
  return (sequence) => tradeFromTicket({ ticket, termSheet, schedule, accounts, sequence });
}

async function findSequence(
  { kessai }: JobContext,
  withSequence: WithSequence,
  records: TradeRecords,
): Promise<bigint> {
  const { seller, buyer } = withSequence(0n);
  const pair = { seller, buyer, venue: ZeroAddress };
  const known = await pairTrades(kessai, pair);
  const ours = known.find(({ id, sequence }) => tradeId(withSequence(sequence)) === id);
  if (ours !== undefined) return ours.sequence;
  const reserved = Object.values(records).flatMap(({ trade }) =>
    trade.seller === seller && trade.buyer === buyer ? [trade.sequence] : [],
  );
  return nextSequence(kessai, { ...pair, reserved });
}

/** A ticket may change as long as nobody has approved it. */
async function requireUnused({ kessai }: JobContext, reference: string, record: TradeRecord): Promise<void> {
  const { status } = await tradeState(kessai, record.trade);
  const { seller, buyer } = record.signatures;
  if (status === "unknown" && seller === undefined && buyer === undefined) return;
  throw new JobError(
    `The ticket ${reference} is not what it was when the trade was ${status === "unknown" ? "signed" : status}.`,
    "Restore the ticket, or agree the changed trade under a new reference.",
  );
}
