import { getAddress, zeroPadValue } from "ethers";
import type { TopicFilter } from "ethers";

import { houseInterface } from "../../contracts/houseInterface.ts";
import { textOf } from "../../encoding/textOf.ts";
import type { DetailValue } from "../../errors/KessaiError.ts";
import { decodeLogs } from "../../events/decodeLogs.ts";
import type { ChainEvent } from "../../events/ChainEvent.ts";
import { readSet } from "../../sets/readSet.ts";
import type { Kessai } from "../Kessai.ts";
import { queryLogs } from "./queryLogs.ts";

/** Who trades with whom, and through whom. */
export interface TradePair {
  readonly seller: string;
  readonly buyer: string;
  /** The zero address when there is none. */
  readonly venue: string;
}

/** A trade that the log knows. */
export interface NumberedTrade {
  readonly id: string;
  readonly sequence: bigint;
}

/** The events that name a trade with its parties and its number. */
const NUMBERED_EVENTS = ["Instructed", "Settled", "Delivered", "Paid", "Cancelled", "Expired"];

/**
 * Every trade of a seller and a buyer that the log knows: instructed or ended, by itself or in a set; one that was both is
 * given twice.
 */
export async function pairTrades(kessai: Kessai, pair: TradePair): Promise<readonly NumberedTrade[]> {
  const alone = await query(kessai, [
    topicsOf(NUMBERED_EVENTS),
    null,
    asTopic(pair.seller),
    asTopic(pair.buyer),
  ]);
  const sets = await query(kessai, [topicsOf(["SetSettled"]), null, asTopic(pair.venue)]);
  return [...alone.flatMap((event) => ofEvent(event, pair)), ...sets.flatMap((event) => ofSet(event, pair))];
}

function ofEvent({ args }: ChainEvent, { venue }: TradePair): readonly NumberedTrade[] {
  const fields = isRecord(args["trade"]) ? args["trade"] : args;
  const { sequence } = fields;
  const isOurs = textOf(fields["venue"]).toLowerCase() === venue.toLowerCase();
  return isOurs && typeof sequence === "bigint" ? [{ id: textOf(args["id"]), sequence }] : [];
}

function ofSet({ args }: ChainEvent, { seller, buyer }: TradePair): readonly NumberedTrade[] {
  return readSet(textOf(args["trades"]))
    .filter(({ trade }) => trade.seller === getAddress(seller) && trade.buyer === getAddress(buyer))
    .map(({ id, trade }) => ({ id, sequence: trade.sequence }));
}

async function query(kessai: Kessai, topics: TopicFilter): Promise<readonly ChainEvent[]> {
  return decodeLogs(await queryLogs(kessai, { address: kessai.deployment.addresses.escrow, topics }));
}

/** All events of these names: one that is recorded in two forms has two topics. */
function topicsOf(names: readonly string[]): string[] {
  const topics: string[] = [];
  houseInterface.forEachEvent((event) => {
    if (names.includes(event.name)) topics.push(event.topicHash);
  });
  return topics;
}

function asTopic(account: string): string {
  return zeroPadValue(account, 32);
}

function isRecord(value: DetailValue | undefined): value is Readonly<Record<string, DetailValue>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
