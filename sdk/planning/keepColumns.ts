import type { Column, NettingModel } from "./NettingModel.ts";

/** The same question for some of its columns only. */
export function keepColumns(model: NettingModel, kept: ReadonlySet<Column>): NettingModel {
  return {
    columns: model.columns.filter((column) => kept.has(column)),
    rivals: model.rivals
      .map((group) => group.filter((column) => kept.has(column)))
      .filter((group) => group.length > 1),
  };
}
