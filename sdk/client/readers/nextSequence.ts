import type { Kessai } from "../Kessai.ts";
import { pairTrades } from "./pairTrades.ts";
import type { TradePair } from "./pairTrades.ts";

/** What `nextSequence` works on. */
export interface NextSequenceOptions extends TradePair {
  /** Numbers given away but not on the chain yet. */
  readonly reserved?: readonly bigint[] | undefined;
}

/**
 * The lowest number that no trade of this seller and buyer has: neither one that was settled, cancelled or expired, nor
 * one that is instructed, nor one given away already. Counts from 0, so that numbers stay dense and cheap to store. With
 * a venue, its numbers run across all its pairs: a venue keeps its own count and passes it as `reserved`.
 */
export async function nextSequence(kessai: Kessai, options: NextSequenceOptions): Promise<bigint> {
  const { seller, buyer, venue, reserved = [] } = options;
  const known = await pairTrades(kessai, options);
  const taken = new Set([...reserved, ...known.map(({ sequence }) => sequence)]);
  for (let sequence = 0n; ; sequence += 1n) {
    if (taken.has(sequence)) continue;
    if (!(await kessai.escrow.isSequenceUsed(venue, seller, buyer, sequence))) return sequence;
  }
}
