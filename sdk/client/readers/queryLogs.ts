import type { Log, TopicFilter } from "ethers";

import type { Kessai } from "../Kessai.ts";

/** Which logs to read. */
export interface LogQuery {
  /** The contract. */
  readonly address: string;
  readonly topics?: TopicFilter | undefined;
  /** The last block to look into; the newest when left out. */
  readonly toBlock?: number | undefined;
}

/** Nodes limit the range of one question; this is below the limits of the usual ones. */
const BLOCKS_AT_ONCE = 10_000;

/** All logs of a contract since the house was deployed, in their order, up to a block. */
export async function queryLogs(
  { provider, deployment }: Kessai,
  { address, topics, toBlock: last }: LogQuery,
): Promise<readonly Log[]> {
  const newest = last ?? (await provider.getBlockNumber());
  const logs: Log[] = [];
  for (let fromBlock = deployment.block; fromBlock <= newest; fromBlock += BLOCKS_AT_ONCE) {
    const toBlock = Math.min(fromBlock + BLOCKS_AT_ONCE - 1, newest);
    logs.push(
      ...(await provider.getLogs({
        address,
        fromBlock,
        toBlock,
        ...(topics === undefined ? {} : { topics }),
      })),
    );
  }
  return logs;
}
