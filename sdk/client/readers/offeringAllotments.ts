import { textOf } from "../../encoding/textOf.ts";
import type { ChainEvent } from "../../events/ChainEvent.ts";
import type { OpenAllotment } from "../../offering/OpenAllotment.ts";
import { decodeTrade } from "../../trade/encodeTrade.ts";
import type { Trade } from "../../trade/Trade.ts";
import type { Kessai } from "../Kessai.ts";
import type { OfferingBookOptions } from "./offeringBook.ts";
import { offeringEvents, positionOf } from "./offeringEvents.ts";

/** What became of an allotment. */
export type AllotmentState = "open" | "failed" | "unwound" | "settled";

/** An order that was allotted units. */
export interface AllotmentRecord extends OpenAllotment {
  readonly commitment: string;
  readonly tradeId: string;
  /** Whether its investor's cash is held for it, or was. */
  readonly isEarmarked: boolean;
  readonly state: AllotmentState;
}

const NAMES = [
  "OrderAllotted",
  "AllotmentEarmarked",
  "AllotmentFailed",
  "AllotmentUnwound",
  "OfferingClosed",
] as const;

/** Every allotment of an offering with its trade and what became of it, by rising position, from events alone. */
export async function offeringAllotments(
  kessai: Kessai,
  { isin, number }: OfferingBookOptions,
): Promise<readonly AllotmentRecord[]> {
  const events = await offeringEvents(kessai, { isin, number, names: NAMES });
  const isClosed = events.some(({ name }) => name === "OfferingClosed");
  const positionsOf = (name: ChainEvent["name"]): ReadonlySet<bigint> =>
    new Set(events.filter((event) => event.name === name).map(positionOf));
  const earmarked = positionsOf("AllotmentEarmarked");
  const failed = positionsOf("AllotmentFailed");
  const unwound = positionsOf("AllotmentUnwound");
  const allotted = events.filter(({ name }) => name === "OrderAllotted");
  const trades = await instructedTrades(kessai, allotted);
  return allotted.flatMap((event): readonly AllotmentRecord[] => {
    const position = positionOf(event);
    const tradeId = textOf(event.args["tradeId"]);
    const trade = trades.get(tradeId);
    if (trade === undefined) return [];
    const ended = failed.has(position) ? "failed" : unwound.has(position) ? "unwound" : undefined;
    return [
      {
        position,
        trade,
        tradeId,
        commitment: textOf(event.args["commitment"]),
        isEarmarked: earmarked.has(position),
        state: ended ?? (isClosed ? "settled" : "open"),
      },
    ];
  });
}

/** The trades that allotments became: both are recorded in the same transaction. */
async function instructedTrades(
  { escrow }: Kessai,
  allotted: readonly ChainEvent[],
): Promise<ReadonlyMap<string, Trade>> {
  const blocks = allotted.map(({ blockNumber }) => blockNumber);
  if (blocks.length === 0) return new Map();
  const filter = escrow.filters.Instructed();
  const events = await escrow.queryFilter(filter, Math.min(...blocks), Math.max(...blocks));
  return new Map(events.map(({ args }) => [args.id, decodeTrade(args.trade)] as const));
}
