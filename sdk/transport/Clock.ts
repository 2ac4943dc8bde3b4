/** The time, and what is to be done later. Moments are milliseconds since 1970-01-01T00:00:00Z. */
export interface Clock {
  readonly now: () => bigint;
  /**
   * Has something done once, at a moment or as soon after it as can be; at once, but not before this returns, when the moment
   * has passed.
   *
   * @returns calls it off
   */
  readonly at: (moment: bigint, action: () => void) => () => void;
}
