import type { Fraction } from "./Fraction.ts";

/**
 * A fraction in lowest terms.
 *
 * @param numerator zero or more
 * @param denominator above zero
 */
export function reduceFraction(numerator: bigint, denominator: bigint): Fraction {
  const divisor = greatestCommonDivisor(numerator, denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommonDivisor(b, a % b);
}
