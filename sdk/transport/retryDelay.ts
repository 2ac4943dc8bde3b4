const FIRST = 250n;
const MOST = 15_000n;

/**
 * How long to wait before connecting again: a quarter of a second after the first failure, twice as long after each further
 * one, at most 15 seconds.
 *
 * @param failures in a row, from 1
 * @returns milliseconds
 */
export function retryDelay(failures: number): bigint {
  const delay = FIRST * 2n ** BigInt(Math.min(failures - 1, 10));
  return delay < MOST ? delay : MOST;
}
