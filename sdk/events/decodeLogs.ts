import type { EventFragment, Log } from "ethers";

import { houseInterface } from "../contracts/houseInterface.ts";
import { plainValues } from "../contracts/plainValue.ts";
import { EVENT_NAMES } from "./ChainEvent.ts";
import type { ChainEvent, EventName } from "./ChainEvent.ts";

/** Something that carries logs: a receipt. */
export interface HasLogs {
  readonly logs: readonly Log[];
}

/**
 * The events of the house in a receipt or in logs, decoded, in their order. Logs of other contracts with events that the
 * house does not know are left out.
 */
export function decodeLogs(source: HasLogs | readonly Log[]): readonly ChainEvent[] {
  const logs = "logs" in source ? source.logs : source;
  return logs.flatMap((log) => decodeLog(log) ?? []);
}

/** The events of the house by their first topic: asking the interface would hash every event for every log. */
const events: ReadonlyMap<string, KnownEvent> = new Map(knownEvents());

interface KnownEvent {
  readonly name: EventName;
  readonly fragment: EventFragment;
}

function knownEvents(): readonly (readonly [string, KnownEvent])[] {
  const known: (readonly [string, KnownEvent])[] = [];
  houseInterface.forEachEvent((fragment) => {
    const name = EVENT_NAMES.find((each) => each === fragment.name);
    if (name !== undefined) known.push([fragment.topicHash, { name, fragment }]);
  });
  return known;
}

function decodeLog(log: Log): ChainEvent | undefined {
  const known = events.get(log.topics[0] ?? "");
  if (known === undefined) return undefined;
  const { name, fragment } = known;
  return {
    name,
    address: log.address,
    args: plainValues(fragment.inputs, houseInterface.decodeEventLog(fragment, log.data, log.topics)),
    blockNumber: log.blockNumber,
    transactionHash: log.transactionHash,
    logIndex: log.index,
  };
}
