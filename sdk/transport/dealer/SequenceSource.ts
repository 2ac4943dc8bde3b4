import type { Eventually } from "../SignatureChecks.ts";

/** Where a dealer's quotes get their numbers from: each number once, below 2^48, also when the program starts again. */
export interface SequenceSource {
  /** A number that was never given before, higher than those given before it. */
  readonly next: () => Eventually<bigint>;
}

/** Keeps a number where it outlives the program. */
export interface NumberStore {
  /** The number kept; zero when none ever was. */
  readonly load: () => Eventually<bigint>;
  /** Keeps a number in place of the last; it is safe when this is done. */
  readonly save: (number: bigint) => Eventually<void>;
}

/** Numbers from `first` on, for a program that does not start again, or knows what it has used. */
export function sequenceFrom(first: bigint): SequenceSource {
  let next = first;
  return {
    next: () => {
      next += 1n;
      return next - 1n;
    },
  };
}

/**
 * Numbers that no restart gives again: they are taken in blocks, and the end of a block is saved before its first number is given.
 * A program that ends leaves the rest of its block unused.
 *
 * @param block numbers to take at once
 */
export function storedSequence(store: NumberStore, block: bigint): SequenceSource {
  let [next, end] = [0n, 0n];
  let work: Promise<unknown> = Promise.resolve();
  const take = async (): Promise<bigint> => {
    if (next === end) {
      const first = await store.load();
      await store.save(first + block);
      [next, end] = [first, first + block];
    }
    next += 1n;
    return next - 1n;
  };
  return {
    next: () => {
      const number = work.then(take);
      work = number.catch(() => undefined);
      return number;
    },
  };
}
