import type { MatchField } from "./matchFields.ts";

/** Nothing may differ. */
export interface ExactTolerance {
  readonly kind: "exact";
}

/** A difference that is borne with, the bound included. For numbers and moments. */
export interface AbsoluteTolerance {
  readonly kind: "absolute";
  /** In minor units, in bonds, in seconds, or of a price in units of 10^-7. */
  readonly value: bigint;
}

/** A difference in percent of the larger of the two figures, the bound included. For numbers. */
export interface RelativeTolerance {
  readonly kind: "relative";
  /** A decimal text of at most PRICE_DECIMALS decimals. */
  readonly percent: string;
}

/** A difference in calendar days, the bound included. For dates and moments. */
export interface DaysTolerance {
  readonly kind: "days";
  readonly days: number;
}

/** How far two sides may differ in a field. Where it is of a kind that the field does not have, nothing may differ. */
export type Tolerance = ExactTolerance | AbsoluteTolerance | RelativeTolerance | DaysTolerance;

/** How far two sides may differ in each field. A field that is left out must agree exactly. */
export type Tolerances = Readonly<Partial<Record<MatchField, Tolerance | undefined>>>;
