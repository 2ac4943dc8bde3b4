/**
 * The highest of the numbers 0 to `last` for which something holds that holds up to a number and from there on no more;
 * `undefined` when it does not hold for 0. Asks no more than once for each binary digit of `last`, and once more.
 */
export function highestStep(last: bigint, holds: (step: bigint) => boolean): bigint | undefined {
  let below = -1n; // the highest known to hold
  let above = last + 1n; // the lowest known not to
  while (above - below > 1n) {
    const middle = (below + above) / 2n;
    if (holds(middle)) below = middle;
    else above = middle;
  }
  return below < 0n ? undefined : below;
}
