import { bitLength } from "./bitLength.ts";
import { roundedDouble } from "./roundedDouble.ts";

/** How far a solver's bound may be off, as a share of it: a thousand times the tolerance that it is given. */
const SHARE_OF_BOUND = 1e-6;

/** How far it may be off for each column, in units of the largest gain: ten times the tolerance that it is given. */
const SHARE_OF_COLUMN = 1e-8;

/** Gains as a solver takes them, and the way back. */
export interface GainScale {
  /** At most 1 each, never less than the exact gain in the same unit. */
  readonly gains: readonly number[];
  /** The exact whole number that no sum of gains exceeds, when the solver's bound is as good as its tolerances say. */
  readonly wholeBound: (bound: number) => bigint | undefined;
}

/** Brings gains, zero or above, to doubles up to 1, rounded up so that a bound on their sum is one on the exact sum. */
export function gainScale(exact: readonly bigint[]): GainScale {
  const unit = 2 ** exact.reduce((most, gain) => Math.max(most, bitLength(gain)), 0);
  return {
    gains: exact.map((gain) => roundedDouble(gain, "up") / unit),
    wholeBound: (bound) => {
      const widened = bound + Math.abs(bound) * SHARE_OF_BOUND + exact.length * SHARE_OF_COLUMN;
      return Number.isFinite(widened) ? BigInt(Math.floor(widened * unit)) : undefined;
    },
  };
}
