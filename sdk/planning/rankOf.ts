import type { Column } from "./NettingModel.ts";
import type { Rank } from "./Rank.ts";

/** The rank of a set over the given priority classes; columns of other classes do not count. */
export function rankOf(columns: Iterable<Column>, priorities: readonly number[]): Rank {
  const places = new Map(priorities.map((priority, index) => [priority, 2 * index]));
  const rank = priorities.flatMap(() => [0n, 0n]);
  for (const { priority, value } of columns) {
    const place = places.get(priority);
    if (place === undefined) continue;
    rank[place] = (rank[place] ?? 0n) + value;
    rank[place + 1] = (rank[place + 1] ?? 0n) + 1n;
  }
  return rank;
}
