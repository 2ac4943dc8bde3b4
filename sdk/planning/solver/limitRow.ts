import { bitLength } from "./bitLength.ts";
import { greatestDivisor } from "../greatestDivisor.ts";
import type { MipRow } from "./MipProblem.ts";
import { roundedDouble } from "./roundedDouble.ts";

/** One column's part in a limit. */
export interface LimitTerm {
  /** Zero-based index of the column. */
  readonly column: number;
  readonly value: bigint;
}

/** Solvers pass over coefficients near 1e-9; this is the smallest that one is handed. */
const SMALLEST = 2 ** -28;

/**
 * The limit "the sum of values of chosen columns is at most `upper`" for a solver that reckons in doubles, brought to values
 * between -1 and 1. Whatever cannot be said exactly is said more loosely: no set within the limit is lost.
 */
export function limitRow(terms: readonly LimitTerm[], upper: bigint): MipRow {
  const divisor = greatestDivisor(terms.map(({ value }) => value));
  if (divisor === 0n) return { upper: 0, columns: [], values: [] };
  const largest = terms.reduce((most, { value }) => Math.max(most, bitLength(value / divisor)), 0);
  const scale = 2 ** -largest;
  const scaled = terms
    .map(({ column, value }) => ({ column, value: looseValue(value / divisor, scale) }))
    .filter(({ value }) => value !== 0);
  return {
    upper: roundedDouble(floorDivide(upper, divisor), "up") * scale,
    columns: scaled.map(({ column }) => column),
    values: scaled.map(({ value }) => value),
  };
}

function looseValue(value: bigint, scale: number): number {
  const scaled = roundedDouble(value, "down") * scale;
  if (Math.abs(scaled) >= SMALLEST) return scaled;
  return scaled < 0 ? -SMALLEST : 0;
}

/** @param divisor above zero */
function floorDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return dividend % divisor < 0n ? quotient - 1n : quotient;
}
