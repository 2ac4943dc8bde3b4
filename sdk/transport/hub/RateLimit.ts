const MINUTE = 60_000n;

/**
 * Counts messages against a number a minute: so many may come at once, and each minute as many more, evenly. What is refused does
 * not count.
 */
export class RateLimit {
  readonly #perMinute: bigint;
  /** What is left, in messages times milliseconds of a minute. */
  #left: bigint;
  #at: bigint;

  /**
   * @param perMinute messages
   * @param now in milliseconds
   */
  constructor(perMinute: number, now: bigint) {
    this.#perMinute = BigInt(perMinute);
    this.#left = this.#perMinute * MINUTE;
    this.#at = now;
  }

  /** Whether one more message may come now; if so it is counted. */
  take(now: bigint): boolean {
    this.#refill(now);
    if (this.#left < MINUTE) return false;
    this.#left -= MINUTE;
    return true;
  }

  /** Moment from which it is as if no message had ever come. */
  get fullAt(): bigint {
    const missing = this.#perMinute * MINUTE - this.#left;
    return this.#at + (missing + this.#perMinute - 1n) / this.#perMinute;
  }

  #refill(now: bigint): void {
    if (now <= this.#at) return;
    const most = this.#perMinute * MINUTE;
    const left = this.#left + (now - this.#at) * this.#perMinute;
    this.#left = left < most ? left : most;
    this.#at = now;
  }
}
