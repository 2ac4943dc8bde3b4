import { toBeHex } from "ethers";

import { houseInterface } from "../../contracts/houseInterface.ts";
import { encodeAscii } from "../../encoding/asciiBytes.ts";
import type { ChainEvent, EventName } from "../../events/ChainEvent.ts";
import { decodeLogs } from "../../events/decodeLogs.ts";
import type { ServicingContract } from "../actions/servicingCall.ts";
import type { Kessai } from "../Kessai.ts";
import { queryLogs } from "./queryLogs.ts";

/** Which events of a servicing contract to read. */
export interface ServicingEventsOptions {
  readonly contract: ServicingContract;
  readonly isin: string;
  readonly names: readonly EventName[];
  /** The contract's own number of the payment or redemption that they are about; all when left out. */
  readonly index?: bigint | undefined;
}

/** Events that a servicing contract has recorded about a bond, in their order. */
export async function servicingEvents(
  kessai: Kessai,
  { contract, isin, names, index }: ServicingEventsOptions,
): Promise<readonly ChainEvent[]> {
  const kinds = names
    .map((name) => houseInterface.getEvent(name)?.topicHash ?? null)
    .filter((each) => each !== null);
  const topics = [
    kinds,
    encodeAscii(isin, 12).padEnd(66, "0"),
    ...(index === undefined ? [] : [toBeHex(index, 32)]),
  ];
  return decodeLogs(await queryLogs(kessai, { address: kessai.deployment.addresses[contract], topics }));
}
