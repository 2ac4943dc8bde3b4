import type { Rank } from "./Rank.ts";

/** Whether a rank is better than another one over the same priority classes. */
export function isBetterRank(rank: Rank, other: Rank): boolean {
  for (const [index, figure] of rank.entries()) {
    const compared = other[index] ?? 0n;
    if (figure !== compared) return figure > compared;
  }
  return false;
}
