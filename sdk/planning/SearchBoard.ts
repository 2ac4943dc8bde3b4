import { bindingRows } from "./bindingRows.ts";
import type { Column, NettingModel, Row } from "./NettingModel.ts";
import type { Rank } from "./Rank.ts";
import { rankOf } from "./rankOf.ts";

/** A row while sets are being tried. */
interface Cell {
  /** Free units if of the open choices only those settled that bring units. */
  most: bigint;
  /** Free units if all open choices settled. */
  whole: bigint;
  readonly uses: { readonly choice: Choice; readonly delta: bigint }[];
}

/** A column while sets are being tried: in the set, out of it, or still open. */
export interface Choice {
  readonly column: Column;
  state: "open" | "in" | "out";
  readonly entries: readonly { readonly cell: Cell; readonly delta: bigint }[];
  readonly rivals: Choice[];
  /** Where the column's class stands in a rank. */
  readonly place: number;
}

/** The state of an exact search: what is decided, and all that follows from it by necessity. */
export class SearchBoard {
  readonly #choices: readonly Choice[];
  readonly #trail: Choice[] = [];
  readonly #potential: bigint[];
  #shortCells = 0;

  /**
   * @param order the columns, the one that is decided first at the head
   * @param priorities all classes, highest first
   */
  constructor(model: NettingModel, order: readonly Column[], priorities: readonly number[]) {
    const cells = cellsOf(model.columns);
    const choices = new Map(
      order.map((column) => [column, choiceOf(column, cells, 2 * priorities.indexOf(column.priority))]),
    );
    for (const group of model.rivals) join(group.flatMap((column) => choices.get(column) ?? []));
    this.#choices = [...choices.values()];
    this.#potential = [...rankOf(order, priorities)];
    for (const cell of cells.values()) if (cell.whole < 0n) this.#shortCells++;
  }

  /** The rank if all open choices settled; no set that keeps to the decisions has a better one. */
  get potential(): Rank {
    return this.#potential;
  }

  /** How many decisions were taken: give it to `undo` to return here. */
  get depth(): number {
    return this.#trail.length;
  }

  /** The first open choice that may stand in another one's way; `undefined` when all open ones fit together. */
  nextOpen(): Choice | undefined {
    return this.#choices.find(
      (choice) =>
        choice.state === "open" &&
        ((this.#shortCells > 0 && choice.entries.some(({ cell, delta }) => delta < 0n && cell.whole < 0n)) ||
          choice.rivals.some(({ state }) => state === "open")),
    );
  }

  /** The columns that are in or open. */
  columns(): readonly Column[] {
    return this.#choices.filter(({ state }) => state !== "out").map(({ column }) => column);
  }

  /**
   * Decides an open choice and all that follows: who cannot settle any more goes out, who is needed comes in.
   *
   * @returns false when the decisions contradict each other
   */
  decide(choice: Choice, state: "in" | "out"): boolean {
    const first = this.#trail.length;
    if (!this.#set(choice, state)) return false;
    for (let index = first; index < this.#trail.length; index++) {
      const decided = this.#trail[index];
      if (decided !== undefined && !this.#follow(decided)) return false;
    }
    return true;
  }

  /** Takes back all decisions after the given depth. */
  undo(depth: number): void {
    while (this.#trail.length > depth) {
      const choice = this.#trail.pop();
      if (choice !== undefined) this.#apply(choice, -1n);
    }
  }

  #follow({ state, rivals, entries }: Choice): boolean {
    if (state === "in" && !rivals.every((rival) => this.#set(rival, "out"))) return false;
    return entries.every(({ cell }) => this.#followCell(cell));
  }

  #followCell(cell: Cell): boolean {
    if (cell.most < 0n) return false;
    return cell.uses.every(({ choice, delta }) => {
      if (choice.state !== "open") return true;
      if (delta < 0n && cell.most + delta < 0n) return this.#set(choice, "out");
      if (delta > 0n && cell.most - delta < 0n) return this.#set(choice, "in");
      return true;
    });
  }

  #set(choice: Choice, state: "in" | "out"): boolean {
    if (choice.state !== "open") return choice.state === state;
    choice.state = state;
    this.#trail.push(choice);
    this.#apply(choice, 1n);
    return true;
  }

  /** @param sign 1n: the choice was just decided; -1n: it becomes open again */
  #apply(choice: Choice, sign: bigint): void {
    const isIn = choice.state === "in";
    for (const { cell, delta } of choice.entries) {
      // An open choice counts in `most` when it brings, in `whole` in any case.
      if (isIn === delta < 0n) cell.most += (isIn ? delta : -delta) * sign;
      if (!isIn) this.#changeWhole(cell, -delta * sign);
    }
    if (!isIn) this.#changePotential(choice, sign);
    if (sign < 0n) choice.state = "open";
  }

  #changeWhole(cell: Cell, change: bigint): void {
    const wasShort = cell.whole < 0n;
    cell.whole += change;
    if (wasShort !== cell.whole < 0n) this.#shortCells += wasShort ? -1 : 1;
  }

  #changePotential({ place, column }: Choice, sign: bigint): void {
    this.#potential[place] = (this.#potential[place] ?? 0n) - column.value * sign;
    this.#potential[place + 1] = (this.#potential[place + 1] ?? 0n) - sign;
  }
}

function cellsOf(columns: readonly Column[]): ReadonlyMap<Row, Cell> {
  const rows = [...bindingRows(columns)];
  return new Map(
    rows.map(([row, uses]) => [
      row,
      {
        most: uses.reduce((sum, { delta }) => (delta > 0n ? sum + delta : sum), row.free),
        whole: uses.reduce((sum, { delta }) => sum + delta, row.free),
        uses: [],
      },
    ]),
  );
}

function choiceOf(column: Column, cells: ReadonlyMap<Row, Cell>, place: number): Choice {
  const entries = column.entries.flatMap(({ row, delta }) => {
    const cell = cells.get(row);
    return cell === undefined ? [] : [{ cell, delta }];
  });
  const choice: Choice = { column, state: "open", entries, rivals: [], place };
  for (const { cell, delta } of entries) cell.uses.push({ choice, delta });
  return choice;
}

function join(group: readonly Choice[]): void {
  for (const choice of group) choice.rivals.push(...group.filter((other) => other !== choice));
}
