import type { Fraction } from "./Fraction.ts";
import { reduceFraction } from "./reduceFraction.ts";

/** The exact sum of fractions; 0/1 when there are none. */
export function addFractions(fractions: readonly Fraction[]): Fraction {
  return fractions.reduce<Fraction>(
    (sum, { numerator, denominator }) =>
      reduceFraction(
        sum.numerator * denominator + numerator * sum.denominator,
        sum.denominator * denominator,
      ),
    { numerator: 0n, denominator: 1n },
  );
}
