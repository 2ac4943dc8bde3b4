import type { Balances } from "../Balances.ts";
import type { Column } from "../NettingModel.ts";
import { rebase } from "../rebase.ts";
import type { MipLimits, SolveMip } from "./MipProblem.ts";
import { relaxedProblem } from "./relaxedProblem.ts";

/** What `smallestGroup` works on. */
export interface SmallestGroupOptions {
  /** Columns that can all settle together, at least one. */
  readonly columns: readonly Column[];
  /** Free units now. */
  readonly balances: Balances;
  readonly solve: SolveMip;
  readonly limits: MipLimits;
}

/** The smallest group of columns, found by the solver within its limits, that can settle by itself; all if need be. */
export function smallestGroup({ columns, balances, solve, limits }: SmallestGroupOptions): readonly Column[] {
  const rebased = rebase({ columns, freeOf: (row) => balances.of(row), direction: 1n });
  const { problem } = relaxedProblem({
    model: { columns: rebased, rivals: [] },
    gains: new Map(),
    floors: [{ units: new Map(rebased.map((column) => [column, 1n])), atLeast: 1n }],
    start: rebased,
    fixed: [],
    limits,
  });
  const { chosen = [] } = solve({ ...problem, gains: problem.gains.map(() => -1) });
  const found = chosen.flatMap((index) => columns[index] ?? []);
  return found.length > 0 && canSettle(found, balances) ? found : columns;
}

function canSettle(columns: readonly Column[], balances: Balances): boolean {
  for (const column of columns) balances.add(column);
  const rows = columns.flatMap(({ entries }) => entries.map(({ row }) => row));
  const isCovered = rows.every((row) => balances.of(row) >= 0n);
  for (const column of columns) balances.remove(column);
  return isCovered;
}
