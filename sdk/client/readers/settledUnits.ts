import type { SettledUnits } from "../../claims/marketClaims.ts";
import { houseInterface } from "../../contracts/houseInterface.ts";
import { plainValues } from "../../contracts/plainValue.ts";
import { textOf } from "../../encoding/textOf.ts";
import type { ChainEvent } from "../../events/ChainEvent.ts";
import { decodeLogs } from "../../events/decodeLogs.ts";
import { EventFields } from "../../register/replay/EventFields.ts";
import { readSet } from "../../sets/readSet.ts";
import { decodeTrade } from "../../trade/encodeTrade.ts";
import type { Trade } from "../../trade/Trade.ts";
import type { Kessai } from "../Kessai.ts";
import { inGroups } from "./inGroups.ts";
import { numberIn } from "./provenHolder.ts";
import { queryLogs } from "./queryLogs.ts";

/** What of a bond's trades has settled since a moment. */
export interface SettledSince {
  readonly settled: readonly SettledUnits[];
  /** Every trade that the log tells, by its id: also those that have not settled, and payments. */
  readonly trades: ReadonlyMap<string, Trade>;
  /** Ids of trades that settled since then and of which nothing but their id is known. */
  readonly unknown: readonly string[];
}

/** What `settledUnits` is asked for. */
export interface SettledUnitsOptions {
  readonly isin: string;
  /** Seconds since 1970-01-01T00:00:00Z. */
  readonly since: bigint;
}

const WANTED = new Set(["Instructed", "SetSettled", "PartSettled", "Settled", "Delivered"]);

/** Questions put at once. */
const AT_ONCE = 50;

/**
 * Everything that has settled of a bond's trades since a moment, part by part. The terms of a trade are read from its
 * instruction, from its set, or from the transaction that carried both signatures.
 */
export async function settledUnits(
  kessai: Kessai,
  { isin, since }: SettledUnitsOptions,
): Promise<SettledSince> {
  const topics: string[] = [];
  houseInterface.forEachEvent(({ name, topicHash }) => {
    if (WANTED.has(name)) topics.push(topicHash);
  });
  const address = kessai.deployment.addresses.escrow;
  const events = decodeLogs(await queryLogs(kessai, { address, topics: [topics] }));
  const trades = new Map(events.flatMap(tradesOf));
  const ends = events.filter(
    ({ name }) => name === "PartSettled" || name === "Settled" || name === "Delivered",
  );
  const times = await blockTimes(kessai, ends);
  const late = ends.filter(({ blockNumber }) => (times.get(blockNumber) ?? 0n) >= since);
  const nameless = late.filter(({ args }) => !trades.has(textOf(args["id"])));
  for (const [id, trade] of (await inGroups(nameless, AT_ONCE, (event) => signedTrade(kessai, event))).flat())
    trades.set(id, trade);
  const unknown = [...new Set(late.map(({ args }) => textOf(args["id"])).filter((id) => !trades.has(id)))];

  const before = new Map<string, bigint>();
  const settled = ends.flatMap((event): readonly SettledUnits[] => {
    const tradeId = textOf(event.args["id"]);
    const trade = trades.get(tradeId);
    if (trade?.isin !== isin) return [];
    const settledBefore = before.get(tradeId) ?? 0n;
    const units = event.name === "PartSettled" ? numberIn(event, "quantity") : trade.quantity - settledBefore;
    before.set(tradeId, settledBefore + units);
    const settledAt = times.get(event.blockNumber) ?? 0n;
    return units === 0n || settledAt < since ? [] : [{ tradeId, trade, units, settledBefore, settledAt }];
  });
  return { settled, trades, unknown };
}

function tradesOf({ name, args }: ChainEvent): readonly (readonly [string, Trade])[] {
  if (name === "SetSettled")
    return readSet(textOf(args["trades"])).map(({ id, trade }) => [id, trade] as const);
  if (name !== "Instructed") return [];
  return [[textOf(args["id"]), tradeIn(new EventFields(name, args))]];
}

/** The trade that an event or a call carries. */
function tradeIn(carrier: EventFields): Trade {
  const fields = carrier.struct("trade");
  return decodeTrade({
    isin: fields.text("isin"),
    currency: fields.text("currency"),
    settlementBank: fields.text("settlementBank"),
    seller: fields.text("seller"),
    buyer: fields.text("buyer"),
    quantity: fields.whole("quantity"),
    amount: fields.whole("amount"),
    tradeDate: fields.whole("tradeDate"),
    settleFrom: fields.whole("settleFrom"),
    settleBy: fields.whole("settleBy"),
    venue: fields.text("venue"),
    sequence: fields.whole("sequence"),
    commonReference: fields.text("commonReference"),
    minimumPart: fields.whole("minimumPart"),
  });
}

/** The trade that a transaction has settled by both signatures. */
async function signedTrade(
  { provider, escrow }: Kessai,
  { args, transactionHash }: ChainEvent,
): Promise<readonly (readonly [string, Trade])[]> {
  const transaction = await provider.getTransaction(transactionHash);
  const { inputs, selector } = escrow.interface.getFunction("settleBySignatures");
  if (transaction?.data.startsWith(selector) !== true) return [];
  const data = escrow.interface.decodeFunctionData("settleBySignatures", transaction.data);
  const [trade = null] = Object.values(plainValues(inputs, data));
  return [[textOf(args["id"]), tradeIn(new EventFields("settleBySignatures", { trade }))]];
}

async function blockTimes(
  { provider }: Kessai,
  events: readonly ChainEvent[],
): Promise<ReadonlyMap<number, bigint>> {
  const blocks = [...new Set(events.map(({ blockNumber }) => blockNumber))];
  const times = await inGroups(blocks, AT_ONCE, async (number) => {
    const block = await provider.getBlock(number);
    return [number, BigInt(block?.timestamp ?? 0)] as const;
  });
  return new Map(times);
}
