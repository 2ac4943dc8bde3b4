import type { Column, Row } from "./NettingModel.ts";

/** A column that draws on a row or brings units to it. */
export interface RowUse {
  readonly column: Column;
  /** As in the column's entry: below zero when it draws. */
  readonly delta: bigint;
}

/** The columns row by row. */
export function rowUses(columns: readonly Column[]): ReadonlyMap<Row, readonly RowUse[]> {
  const uses = new Map<Row, RowUse[]>();
  for (const column of columns) {
    for (const { row, delta } of column.entries) {
      const known = uses.get(row);
      if (known === undefined) uses.set(row, [{ column, delta }]);
      else known.push({ column, delta });
    }
  }
  return uses;
}
