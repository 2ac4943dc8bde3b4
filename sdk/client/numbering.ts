/**
 * People count payments, steps and options of a bond from 1, as term sheets do ("the first coupon"); its contracts count
 * from 0. Everything in this library and its jobs is in people's numbers; only what is sent to a contract or read from one
 * passes through here.
 *
 * Redemptions need no conversion: 0 is the one at maturity, and the one by option n is number n on both sides.
 */
export function indexOfNumber(number: number): bigint {
  return BigInt(number - 1);
}

/** The way back from `indexOfNumber`. */
export function numberOfIndex(index: bigint | number): number {
  return Number(index) + 1;
}
