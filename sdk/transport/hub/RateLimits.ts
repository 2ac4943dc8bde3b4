import { RateLimit } from "./RateLimit.ts";

/**
 * How much each client has sent of late. What a client has sent is remembered when it goes, so that nobody gets more by coming
 * again.
 */
export class RateLimits {
  readonly #perMinute: number;
  readonly #limits = new Map<string, RateLimit>();

  /** @param perMinute messages of each client */
  constructor(perMinute: number) {
    this.#perMinute = perMinute;
  }

  /** Clients remembered. */
  get size(): number {
    return this.#limits.size;
  }

  /** Whether a client may send one more message now; if so it is counted. */
  take(client: string, now: bigint): boolean {
    let limit = this.#limits.get(client);
    if (limit === undefined) {
      limit = new RateLimit(this.#perMinute, now);
      this.#limits.set(client, limit);
    }
    return limit.take(now);
  }

  /** Forgets those for which it makes no difference any more. */
  tidy(now: bigint): void {
    for (const [client, limit] of this.#limits) {
      if (limit.fullAt <= now) this.#limits.delete(client);
    }
  }
}
