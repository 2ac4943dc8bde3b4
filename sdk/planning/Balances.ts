import type { Column, Row } from "./NettingModel.ts";

/** What accounts have free, row by row, when a growing or shrinking set of columns settles together. */
export class Balances {
  readonly #changes = new Map<Row, bigint>();

  /** Free units of the row; negative when the set cannot settle. */
  of(row: Row): bigint {
    return row.free + (this.#changes.get(row) ?? 0n);
  }

  add(column: Column): void {
    for (const { row, delta } of column.entries) this.#change(row, delta);
  }

  remove(column: Column): void {
    for (const { row, delta } of column.entries) this.#change(row, -delta);
  }

  /** Whether the rows that the column draws on would still not be negative with it. */
  covers(column: Column): boolean {
    return column.entries.every(({ row, delta }) => delta > 0n || this.of(row) + delta >= 0n);
  }

  /** The rows that are negative, in the order in which they were first changed. */
  short(): readonly Row[] {
    return [...this.#changes.keys()].filter((row) => this.of(row) < 0n);
  }

  #change(row: Row, delta: bigint): void {
    this.#changes.set(row, (this.#changes.get(row) ?? 0n) + delta);
  }
}
