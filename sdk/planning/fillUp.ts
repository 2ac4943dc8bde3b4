import { Balances } from "./Balances.ts";
import { inOrderOfMerit } from "./inOrderOfMerit.ts";
import type { Column, NettingModel, Row } from "./NettingModel.ts";
import { rowUses } from "./rowUses.ts";
import type { RowUse } from "./rowUses.ts";

/**
 * Turns wanted columns into a set that can settle and to which nothing can be added: gives up what cannot be covered,
 * lowest priority first, then takes in whatever else of the model is covered, in the order of merit.
 */
export function fillUp(model: NettingModel, wanted: readonly Column[]): readonly Column[] {
  const set = new GrowingSet(model);
  for (const column of inOrderOfMerit(wanted)) {
    if (!set.hasRivalOf(column)) set.add(column);
  }
  giveUp(set, wanted);
  takeIn(set, inOrderOfMerit(model.columns));
  return model.columns.filter((column) => set.has(column));
}

class GrowingSet {
  readonly balances = new Balances();
  readonly #columns = new Set<Column>();
  readonly #rivals: ReadonlyMap<Column, readonly Column[]>;

  constructor(model: NettingModel) {
    this.#rivals = new Map(model.rivals.flatMap((group) => group.map((column) => [column, group])));
  }

  has(column: Column): boolean {
    return this.#columns.has(column);
  }

  hasRivalOf(column: Column): boolean {
    return this.#rivals.get(column)?.some((rival) => this.#columns.has(rival)) ?? false;
  }

  add(column: Column): void {
    this.#columns.add(column);
    this.balances.add(column);
  }

  remove(column: Column): void {
    this.#columns.delete(column);
    this.balances.remove(column);
  }
}

function giveUp(set: GrowingSet, wanted: readonly Column[]): void {
  const uses = rowUses(wanted);
  for (let short = set.balances.short(); short.length > 0; short = set.balances.short()) {
    for (const row of short) giveUpInRow(set, row, uses.get(row) ?? []);
  }
}

function giveUpInRow(set: GrowingSet, row: Row, uses: readonly RowUse[]): void {
  for (;;) {
    const missing = -set.balances.of(row);
    const drawing = uses.filter(({ column, delta }) => delta < 0n && set.has(column));
    const [first, ...others] = drawing;
    if (missing <= 0n || first === undefined) return;
    set.remove(
      others.reduce((least, use) => (isLessMissed(use, least, missing) ? use : least), first).column,
    );
  }
}

/** Lower priority first; then the smallest draw that is enough; then the largest one. */
function isLessMissed(use: RowUse, other: RowUse, missing: bigint): boolean {
  if (use.column.priority !== other.column.priority) return use.column.priority > other.column.priority;
  const isEnough = -use.delta >= missing;
  if (isEnough !== -other.delta >= missing) return isEnough;
  return isEnough ? use.delta > other.delta : use.delta < other.delta;
}

function takeIn(set: GrowingSet, order: readonly Column[]): void {
  for (let isGrowing = true; isGrowing;) {
    isGrowing = false;
    for (const column of order) {
      if (set.has(column) || set.hasRivalOf(column) || !set.balances.covers(column)) continue;
      set.add(column);
      isGrowing = true;
    }
  }
}
