import type { Column, Row } from "./NettingModel.ts";

/** What `rebase` works on. */
export interface RebaseOptions {
  readonly columns: readonly Column[];
  /** Free units from which to go on. */
  readonly freeOf: (row: Row) => bigint;
  /** -1n: every movement goes the other way. */
  readonly direction: 1n | -1n;
}

/** The same columns, one by one, as they look from other free units, or backwards in time. */
export function rebase({ columns, freeOf, direction }: RebaseOptions): readonly Column[] {
  const rows = new Map<Row, Row>();
  const moved = (row: Row): Row => {
    const known = rows.get(row) ?? { ...row, free: freeOf(row) };
    rows.set(row, known);
    return known;
  };
  return columns.map((column) => ({
    ...column,
    entries: column.entries.map(({ row, delta }) => ({ row: moved(row), delta: delta * direction })),
  }));
}
