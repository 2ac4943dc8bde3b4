import type { Column, Row } from "./NettingModel.ts";
import { rowUses } from "./rowUses.ts";
import type { RowUse } from "./rowUses.ts";

/** The rows that can run short: all that the columns may draw exceeds the free units. Rows of no consequence are left out. */
export function bindingRows(columns: readonly Column[]): ReadonlyMap<Row, readonly RowUse[]> {
  const all = [...rowUses(columns)];
  return new Map(all.filter(([row, uses]) => drawn(uses) > row.free));
}

function drawn(uses: readonly RowUse[]): bigint {
  return uses.reduce((sum, { delta }) => (delta < 0n ? sum - delta : sum), 0n);
}
