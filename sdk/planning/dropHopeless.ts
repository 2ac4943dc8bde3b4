import { keepColumns } from "./keepColumns.ts";
import type { Column, NettingModel, Row } from "./NettingModel.ts";
import { rowUses } from "./rowUses.ts";

/**
 * Leaves out the columns that no choice can settle: they draw more from a row than it would have if everything else that
 * brings units to it settled. Each one left out may make others hopeless, until none is.
 */
export function dropHopeless(model: NettingModel): NettingModel {
  const alive = new Set(model.columns);
  const uses = rowUses(model.columns);
  const most = new Map<Row, bigint>();
  for (const [row, users] of uses) {
    most.set(
      row,
      users.reduce((sum, { delta }) => (delta > 0n ? sum + delta : sum), row.free),
    );
  }
  const isHopeless = (column: Column): boolean =>
    column.entries.some(({ row, delta }) => delta < 0n && (most.get(row) ?? 0n) + delta < 0n);
  const hopeless = model.columns.filter(isHopeless);
  for (const column of hopeless) {
    if (!alive.delete(column)) continue;
    for (const { row, delta } of column.entries) {
      if (delta < 0n) continue;
      most.set(row, (most.get(row) ?? 0n) - delta);
      const users = (uses.get(row) ?? []).map((use) => use.column);
      hopeless.push(...users.filter((user) => alive.has(user) && isHopeless(user)));
    }
  }
  return keepColumns(model, alive);
}
