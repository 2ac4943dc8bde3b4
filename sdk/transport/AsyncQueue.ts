/**
 * A queue between those who push and one who waits: `for await` takes what was pushed, in order, and ends after `end`. What was
 * pushed before anybody waits is kept.
 */
export class AsyncQueue<T> implements AsyncIterableIterator<T, undefined> {
  readonly #values: { readonly value: T }[] = [];
  readonly #waiting: ((result: IteratorResult<T, undefined>) => void)[] = [];
  #isEnded = false;

  /** Whether nothing can be pushed any more; what was pushed before can still be taken. */
  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** Values that nobody has taken. */
  get size(): number {
    return this.#values.length;
  }

  /** Adds a value; without effect after the end. */
  push(value: T): void {
    if (this.#isEnded) return;
    const waiting = this.#waiting.shift();
    if (waiting === undefined) this.#values.push({ value });
    else waiting({ done: false, value });
  }

  /** Nothing comes any more. */
  end(): void {
    this.#isEnded = true;
    for (const waiting of this.#waiting.splice(0)) waiting({ done: true, value: undefined });
  }

  next(): Promise<IteratorResult<T, undefined>> {
    const first = this.#values.shift();
    if (first !== undefined) return Promise.resolve({ done: false, value: first.value });
    if (this.#isEnded) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Called when a loop is left early: nothing is kept for it any more. */
  return(): Promise<IteratorResult<T, undefined>> {
    this.end();
    this.#values.length = 0;
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
