import { Balances } from "./Balances.ts";
import { closedGroup } from "./closedGroup.ts";
import type { Column } from "./NettingModel.ts";

/** What `SetCutter` works on. */
export interface SetCutterOptions {
  /** Columns that can all settle together, in the order in which they should, as far as possible. */
  readonly columns: readonly Column[];
  /** Most columns that a set may have. */
  readonly mostTrades: number;
  /** The smallest group that can settle by itself, for when the simple ways find none. */
  readonly smallestGroup: (columns: readonly Column[], balances: Balances) => Promise<readonly Column[]>;
}

/** What `SetCutter.cut` found: sets one after the other, or the group that is larger than a set may be. */
export type CutResult =
  { readonly sets: readonly (readonly Column[])[] } | { readonly inseparable: readonly Column[] };

/** Cuts a set that can settle into smaller ones, each of which can settle once those before it have. */
export class SetCutter {
  readonly #options: SetCutterOptions;
  readonly #balances = new Balances();
  readonly #left: Set<Column>;
  #set: Column[] = [];

  constructor(options: SetCutterOptions) {
    this.#options = options;
    this.#left = new Set(options.columns);
  }

  async cut(): Promise<CutResult> {
    const sets: (readonly Column[])[] = [];
    while (this.#left.size > 0) {
      this.#set = [];
      this.#fill();
      if (this.#set.length === 0) {
        const group = await this.#options.smallestGroup([...this.#left], this.#balances);
        if (group.length > this.#room) return { inseparable: group };
        this.#take(group);
        this.#fill();
      }
      sets.push(this.#set);
    }
    return { sets };
  }

  get #room(): number {
    return this.#options.mostTrades - this.#set.length;
  }

  /** Takes all that is left if it fits, else what can settle alone, else small groups, until the set is full. */
  #fill(): void {
    while (this.#room > 0 && this.#left.size > 0) {
      if (this.#left.size <= this.#room) {
        this.#take([...this.#left]);
      } else if (!this.#takeSingles()) {
        const columns = [...this.#left];
        const group = closedGroup({ columns, balances: this.#balances, most: this.#room });
        if (group === undefined) return;
        this.#take(group);
      }
    }
  }

  #takeSingles(): boolean {
    const before = this.#set.length;
    for (const column of this.#left) {
      if (this.#room > 0 && this.#balances.covers(column)) this.#take([column]);
    }
    return this.#set.length > before;
  }

  #take(columns: readonly Column[]): void {
    for (const column of columns) {
      this.#left.delete(column);
      this.#balances.add(column);
      this.#set.push(column);
    }
  }
}
