/** Does things one after the other in each lane, and side by side in different ones. */
export class Lanes {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Lanes in which something is done. */
  get size(): number {
    return this.#last.size;
  }

  /**
   * Has something done after everything that was put into the lane before.
   *
   * @returns what comes of it, or its failure, which does not keep anything else from being done
   */
  async do<T>(lane: string, action: () => Promise<T>): Promise<T> {
    const before = this.#last.get(lane) ?? Promise.resolve();
    const result = before.then(action);
    const settled = result.then(
      () => undefined,
      () => undefined,
    );
    this.#last.set(lane, settled);
    try {
      return await result;
    } finally {
      if (this.#last.get(lane) === settled) this.#last.delete(lane);
    }
  }
}
