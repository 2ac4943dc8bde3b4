import type { Log } from "ethers";

import { houseInterface } from "../contracts/houseInterface.ts";
import { plainValues } from "../contracts/plainValue.ts";
import { EVENT_NAMES } from "./ChainEvent.ts";
import type { ChainEvent } from "./ChainEvent.ts";

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

function decodeLog(log: Log): ChainEvent | undefined {
  const found = houseInterface.parseLog(log);
  const name = EVENT_NAMES.find((each) => each === found?.name);
  if (found === null || name === undefined) return undefined;
  return {
    name,
    address: log.address,
    args: plainValues(found.fragment.inputs, found.args),
    blockNumber: log.blockNumber,
    transactionHash: log.transactionHash,
    logIndex: log.index,
  };
}
