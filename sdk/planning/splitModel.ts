import { bindingRows } from "./bindingRows.ts";
import type { Column, NettingModel } from "./NettingModel.ts";

/**
 * Cuts a question into independent ones: columns hang together only through a row that can run short, or through a shared
 * number. The best answers of the parts together are the best answer of the whole.
 */
export function splitModel(model: NettingModel): readonly NettingModel[] {
  const leaders = new Map<Column, Column>();
  for (const uses of bindingRows(model.columns).values()) {
    join(
      leaders,
      uses.map(({ column }) => column),
    );
  }
  for (const group of model.rivals) join(leaders, group);
  const parts = Map.groupBy(model.columns, (column) => leaderOf(leaders, column));
  const rivals = Map.groupBy(model.rivals, ([first]) => first && leaderOf(leaders, first));
  return [...parts].map(([leader, columns]) => ({ columns, rivals: rivals.get(leader) ?? [] }));
}

/** The column that stands for all that hang together with this one; shortens the way to it for the next time. */
function leaderOf(leaders: Map<Column, Column>, column: Column): Column {
  let leader = column;
  for (let next = leaders.get(leader); next !== undefined; next = leaders.get(leader)) leader = next;
  if (leader !== column) leaders.set(column, leader);
  return leader;
}

function join(leaders: Map<Column, Column>, columns: readonly Column[]): void {
  const [first, ...others] = columns;
  if (first === undefined) return;
  for (const other of others) {
    const leader = leaderOf(leaders, first);
    const joined = leaderOf(leaders, other);
    if (joined !== leader) leaders.set(joined, leader);
  }
}
