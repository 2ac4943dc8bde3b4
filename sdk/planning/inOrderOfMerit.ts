import type { Column } from "./NettingModel.ts";

/** Columns by priority, highest first, then by value, largest first, then by id. */
export function inOrderOfMerit(columns: readonly Column[]): readonly Column[] {
  return columns.toSorted((a, b) => {
    if (a.priority !== b.priority) return a.priority - b.priority;
    if (a.value !== b.value) return a.value > b.value ? -1 : 1;
    return a.id < b.id ? -1 : 1;
  });
}
