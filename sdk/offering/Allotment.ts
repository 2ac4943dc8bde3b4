/** Units that an order is given. */
export interface Allotment {
  /** Its place in the book, from 0. */
  readonly position: bigint;
  readonly units: bigint;
}

/** Why the rule gives an order what it does. */
export const ALLOTMENT_OUTCOMES = ["full", "cut", "nothingLeft", "belowMinimum", "outsideLimit"] as const;
/**
 * full: all whole lots that it asked for. cut: fewer, since more was asked for than there was. nothingLeft: its share is less
 * than one lot, or it asks for less. belowMinimum: its share was less than it takes, and went to others. outsideLimit: the
 * price or the spread is not within its limits.
 */
export type AllotmentOutcome = (typeof ALLOTMENT_OUTCOMES)[number];

/** What the rule gives an order. */
export interface RuleAllotment extends Allotment {
  readonly investor: string;
  /** Units asked for. */
  readonly askedUnits: bigint;
  /** Name of its tier; `undefined` when no tier takes it, so that it is served last. */
  readonly tier: string | undefined;
  readonly outcome: AllotmentOutcome;
}
