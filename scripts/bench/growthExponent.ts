/** A figure that was measured at a size; both above zero. */
export interface Measured {
  readonly size: number;
  readonly figure: number;
}

/**
 * How a figure grows from one size to another: it grows as the size to the power of this. 0: not at all, 1: in
 * proportion, 2: with the square.
 */
export function growthExponent(from: Measured, to: Measured): number {
  return Math.log(to.figure / from.figure) / Math.log(to.size / from.size);
}
