/** Tells on stderr how far the benchmark is. */
export class Progress {
  readonly #began = performance.now();

  /** Seconds since the benchmark began. */
  get seconds(): number {
    return (performance.now() - this.#began) / 1_000;
  }

  /** A line of progress, with the time. */
  say(text: string): void {
    process.stderr.write(`[${this.seconds.toFixed(0).padStart(4)} s] ${text}\n`);
  }
}
