import type { Quote } from "../../trading/Quote.ts";

const MILLISECONDS = 1_000n;

/** The numbers that dealers have given to quotes, as long as the quotes are valid: a number is for one quote. */
export class SequenceLog {
  readonly #quotes = new Map<string, { readonly id: string; readonly until: bigint }>();

  /** Numbers remembered. */
  get size(): number {
    return this.#quotes.size;
  }

  /**
   * Remembers the number of a quote.
   *
   * @param id of the quote
   * @returns false when the dealer has given the number to another quote
   */
  add({ dealer, sequence, validUntil }: Quote, id: string): boolean {
    const key = `${dealer} ${sequence}`;
    const known = this.#quotes.get(key);
    if (known !== undefined) return known.id === id;
    this.#quotes.set(key, { id, until: validUntil * MILLISECONDS });
    return true;
  }

  /** Forgets quotes that nobody can accept any more. */
  tidy(now: bigint): void {
    for (const [key, { until }] of this.#quotes) {
      if (until <= now) this.#quotes.delete(key);
    }
  }
}
