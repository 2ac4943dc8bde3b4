/** Something that is due at a moment. */
export interface Due<T> {
  readonly at: bigint;
  readonly value: T;
}

interface Entry<T> extends Due<T> {
  /** Tells entries of one moment apart. */
  readonly number: number;
}

/** What is due when: entries come out by their moments, those of one moment in the order in which they were added. */
export class Timetable<T> {
  // A binary heap: no entry comes before the one at (its place - 1) / 2.
  readonly #heap: Entry<T>[] = [];
  #added = 0;

  get size(): number {
    return this.#heap.length;
  }

  /** The first moment at which something is due. */
  get next(): bigint | undefined {
    return this.#heap[0]?.at;
  }

  add(at: bigint, value: T): void {
    const heap = this.#heap;
    const entry = { at, value, number: this.#added };
    this.#added += 1;
    let place = heap.length;
    heap.push(entry);
    while (place > 0) {
      const parentPlace = (place - 1) >> 1;
      const parent = heap[parentPlace];
      if (parent === undefined || isBefore(parent, entry)) break;
      heap[place] = parent;
      place = parentPlace;
    }
    heap[place] = entry;
  }

  /** Takes out the first entry that is due at a moment; `undefined` when there is none. */
  takeDue(moment: bigint): Due<T> | undefined {
    const [first] = this.#heap;
    if (first === undefined || first.at > moment) return undefined;
    const last = this.#heap.pop();
    if (last !== undefined && last !== first) this.#sink(last);
    return { at: first.at, value: first.value };
  }

  /** Puts an entry in the place of the first one, or where it belongs below. */
  #sink(entry: Entry<T>): void {
    const heap = this.#heap;
    let place = 0;
    for (;;) {
      const child = this.#earlierChild(place);
      if (child === undefined || isBefore(entry, child.entry)) break;
      heap[place] = child.entry;
      place = child.place;
    }
    heap[place] = entry;
  }

  #earlierChild(place: number): { readonly place: number; readonly entry: Entry<T> } | undefined {
    const [left, right] = [2 * place + 1, 2 * place + 2].map((at) => ({ place: at, entry: this.#heap[at] }));
    if (left?.entry === undefined) return undefined;
    const { entry } = left;
    if (right?.entry !== undefined && isBefore(right.entry, entry)) {
      return { place: right.place, entry: right.entry };
    }
    return { place: left.place, entry };
  }
}

function isBefore(one: Entry<unknown>, other: Entry<unknown>): boolean {
  return one.at < other.at || (one.at === other.at && one.number < other.number);
}
