import { must } from "../must.ts";

/** Random choices that were made beforehand, one after the other. */
export class Picks {
  readonly #numbers: readonly number[];
  #next = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  /** A number below `limit`. */
  below(limit: number): number {
    const number = must(this.#numbers[this.#next % this.#numbers.length]);
    this.#next += 1;
    return Math.floor((number * limit) / 10_000);
  }

  /** Whether something happens that does so in `percent` of a hundred cases. */
  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  oneOf<Value>(values: readonly [Value, ...Value[]]): Value {
    return values[this.below(values.length)] ?? values[0];
  }

  /** Mostly one of the first list when there is any, else of the second. */
  mostly<Value>(good: readonly Value[], all: readonly [Value, ...Value[]]): Value {
    const [first, ...others] = this.chance(90) ? good : [];
    return first === undefined ? this.oneOf(all) : this.oneOf([first, ...others]);
  }

  /** Some of the values, in another order. */
  someOf<Value>(values: readonly Value[]): Value[] {
    const pool = [...values];
    const taken: Value[] = [];
    const size = this.chance(60) ? pool.length : this.below(pool.length + 1);
    while (taken.length < size) taken.push(...pool.splice(this.below(pool.length), 1));
    return taken;
  }
}
