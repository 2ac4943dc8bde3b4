import { nextSequence } from "../../sdk/client/readers/nextSequence.ts";
import { pairTrades } from "../../sdk/client/readers/pairTrades.ts";
import { tradeState } from "../../sdk/client/readers/tradeState.ts";
import type { Trade } from "../../sdk/trade/Trade.ts";
import { tradeId } from "../../sdk/trade/tradeHash.ts";
import type { JobContext } from "./JobContext.ts";
import { JobError } from "./JobError.ts";
import { hasVenue } from "./submitters.ts";
import type { TradeRecord, TradeRecords } from "./tradeRecords.ts";

/** A trade but for its number. */
export type WithSequence = (sequence: bigint) => Trade;

/** What `planRecord` works on. */
export interface PlanRecordOptions {
  readonly withSequence: WithSequence;
  /** Of a claim: what it charges. */
  readonly charge?: TradeRecord["charge"];
}

/**
 * A trade as it is written down, under its reference. Its number is the one written down for it, or the one under which the
 * log knows it already, or the next free one of its parties, which is written down before anything is sent: a run after
 * this one finds it.
 *
 * @throws JobError when the reference stands for another trade that somebody has approved
 */
export async function planRecord(context: JobContext, options: PlanRecordOptions): Promise<TradeRecord> {
  const { folder } = context;
  const { withSequence, charge } = options;
  const reference = withSequence(0n).commonReference;
  const records = folder.trades();
  const record = records[reference];
  if (record !== undefined) {
    if (tradeId(withSequence(record.trade.sequence)) === record.id) return record;
    await requireUnused(context, reference, record);
  }
  const trade = withSequence(await findSequence(context, withSequence, records));
  const planned = { id: tradeId(trade), trade, signatures: {}, ...(charge === undefined ? {} : { charge }) };
  if (!context.options.dryRun) folder.saveTrades({ ...records, [reference]: planned });
  return planned;
}

async function findSequence(
  { kessai }: JobContext,
  withSequence: WithSequence,
  records: TradeRecords,
): Promise<bigint> {
  const trade = withSequence(0n);
  const { seller, buyer, venue } = trade;
  const pair = { seller, buyer, venue };
  const known = await pairTrades(kessai, pair);
  const ours = known.find(({ id, sequence }) => tradeId(withSequence(sequence)) === id);
  if (ours !== undefined) return ours.sequence;
  // A venue has one row of numbers for all its trades, the parties without one have a row for each pair.
  const reserved = Object.values(records).flatMap((record) => {
    const other = record.trade;
    if (!isSame(other.venue, venue)) return [];
    const shares = hasVenue(trade) || (isSame(other.seller, seller) && isSame(other.buyer, buyer));
    return shares ? [other.sequence] : [];
  });
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

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
