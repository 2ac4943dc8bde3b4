import type { Rounding } from "./FailsConvention.ts";
import type { Fraction } from "../fractions/Fraction.ts";

/**
 * The multiple of the rounding's unit that a fraction rounds to.
 *
 * @param fraction zero or more, in minor units
 * @returns minor units
 */
export function roundFraction(fraction: Fraction, { unit, direction }: Omit<Rounding, "of">): bigint {
  const { numerator } = fraction;
  const denominator = fraction.denominator * unit;
  switch (direction) {
    case "down":
      return (numerator / denominator) * unit;
    case "up":
      return ((numerator + denominator - 1n) / denominator) * unit;
    case "halfUp":
      return ((2n * numerator + denominator) / (2n * denominator)) * unit;
  }
}
