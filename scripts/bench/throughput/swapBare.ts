import { setTimeout as sleep } from "node:timers/promises";

import { z } from "zod";

import type { Trade } from "../../../sdk/trade/Trade.ts";
import type { BareTokens } from "./BareTokens.ts";
import type { Engine } from "./Engine.ts";
import type { LocalSigner } from "./LocalSigner.ts";

const POLL_MS = 1;
const Transaction = z.object({ blockNumber: z.string().nullable() });

/** What `swapBare` needs to know. */
export interface SwapBareOptions {
  readonly engine: Engine;
  readonly tokens: BareTokens;
  readonly sender: LocalSigner;
  /** The trades of each transaction. */
  readonly sets: readonly (readonly Trade[])[];
}

/** Seconds that a round took, and the gas that it used. */
export interface BareRound {
  readonly seconds: number;
  readonly gas: bigint;
}

/**
 * Moves what trades move between bare ERC-20, each set in a transaction of its own: as fast as the engine goes. The
 * transactions are signed before the clock starts, and sent to the node without anything between.
 */
export async function swapBare({ engine, tokens, sender, sets }: SwapBareOptions): Promise<BareRound> {
  const signed: string[] = [];
  for (const trades of sets)
    signed.push(await sender.signNext({ to: tokens.address, data: tokens.encode(trades) }));

  const began = performance.now();
  const hashes = await Promise.all(
    signed.map(async (raw) => engine.request("eth_sendRawTransaction", [raw])),
  );
  // The last of one sender's transactions is the last in the chain.
  while (!(await isMined(engine, hashes.at(-1)))) await sleep(POLL_MS);
  const seconds = (performance.now() - began) / 1_000;

  const receipts = await Promise.all(
    hashes.map(async (hash) => engine.provider.waitForTransaction(String(hash))),
  );
  const legs = receipts.reduce((sum, receipt) => sum + (receipt?.logs.length ?? 0), 0);
  if (legs !== 2 * sets.flat().length) throw new Error(`${legs} legs moved, and not two for each trade`);
  return { seconds, gas: receipts.reduce((sum, receipt) => sum + (receipt?.gasUsed ?? 0n), 0n) };
}

async function isMined(engine: Engine, hash: unknown): Promise<boolean> {
  const { blockNumber } = Transaction.parse(await engine.request("eth_getTransactionByHash", [hash]));
  return blockNumber !== null;
}
