import { toBeHex } from "ethers";

import { houseInterface } from "../../contracts/houseInterface.ts";
import { encodeAscii } from "../../encoding/asciiBytes.ts";
import type { ChainEvent, EventName } from "../../events/ChainEvent.ts";
import { decodeLogs } from "../../events/decodeLogs.ts";
import type { Kessai } from "../Kessai.ts";
import { queryLogs } from "./queryLogs.ts";

/** Which events of an offering to read. */
export interface OfferingEventsOptions {
  readonly isin: string;
  /** The offering, as the chain counts them: from 0. */
  readonly number: bigint;
  readonly names: readonly EventName[];
}

/** Events that are recorded about an offering of a bond, in their order. */
export async function offeringEvents(
  kessai: Kessai,
  { isin, number, names }: OfferingEventsOptions,
): Promise<readonly ChainEvent[]> {
  const kinds = names
    .map((name) => houseInterface.getEvent(name)?.topicHash ?? null)
    .filter((each) => each !== null);
  const topics = [kinds, encodeAscii(isin, 12).padEnd(66, "0"), toBeHex(number, 32)];
  return decodeLogs(await queryLogs(kessai, { address: kessai.deployment.addresses.offering, topics }));
}

/** The place in the book that an event is about; -1 when it is about none. */
export function positionOf({ args }: ChainEvent): bigint {
  const { position } = args;
  return typeof position === "bigint" ? position : -1n;
}
