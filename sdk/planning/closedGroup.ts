import type { Balances } from "./Balances.ts";
import type { Column, Row } from "./NettingModel.ts";
import { rowUses } from "./rowUses.ts";
import type { RowUse } from "./rowUses.ts";

/** What `closedGroup` works on. */
export interface ClosedGroupOptions {
  /** Columns that are still to settle, all together for certain. */
  readonly columns: readonly Column[];
  /** Free units now. */
  readonly balances: Balances;
  /** Most columns that the group may have. */
  readonly most: number;
}

/**
 * A small group of columns that can settle together though none of them can alone: starts with each column in turn and
 * adds who brings what is missing, until nothing is. `undefined` when no such group was met; there may be one.
 */
export function closedGroup({ columns, balances, most }: ClosedGroupOptions): readonly Column[] | undefined {
  const uses = rowUses(columns);
  let smallest: readonly Column[] | undefined;
  for (const column of columns) {
    const limit = smallest === undefined ? most : smallest.length - 1;
    smallest = closeAround(column, { uses, balances, limit }) ?? smallest;
    if (smallest !== undefined && smallest.length <= 2) break;
  }
  return smallest;
}

interface Surroundings {
  readonly uses: ReadonlyMap<Row, readonly RowUse[]>;
  readonly balances: Balances;
  readonly limit: number;
}

function closeAround(first: Column, { uses, balances, limit }: Surroundings): readonly Column[] | undefined {
  const group = new Set([first]);
  try {
    balances.add(first);
    for (let row = shortRow(group, balances); row !== undefined; row = shortRow(group, balances)) {
      const next = group.size < limit ? bestHelp(uses.get(row) ?? [], group, -balances.of(row)) : undefined;
      if (next === undefined) return undefined;
      group.add(next);
      balances.add(next);
    }
    return [...group];
  } finally {
    for (const column of group) balances.remove(column);
  }
}

function shortRow(group: ReadonlySet<Column>, balances: Balances): Row | undefined {
  for (const { entries } of group) {
    const short = entries.find(({ row, delta }) => delta < 0n && balances.of(row) < 0n);
    if (short !== undefined) return short.row;
  }
  return undefined;
}

/** Who brings enough with the least to spare, else who brings the most. */
function bestHelp(uses: readonly RowUse[], group: ReadonlySet<Column>, missing: bigint): Column | undefined {
  const helpful = uses.filter(({ column, delta }) => delta > 0n && !group.has(column));
  const [first, ...others] = helpful;
  if (first === undefined) return undefined;
  return others.reduce((best, use) => (isMoreFitting(use.delta, best.delta, missing) ? use : best), first)
    .column;
}

function isMoreFitting(delta: bigint, other: bigint, missing: bigint): boolean {
  const isEnough = delta >= missing;
  if (isEnough !== other >= missing) return isEnough;
  return isEnough ? delta < other : delta > other;
}
