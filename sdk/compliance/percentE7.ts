/**
 * A part of a whole in percent, rounded up, so that what is above a limit of PRICE_DECIMALS decimals is never shown as the limit:
 * comparing the result with the limit is comparing exactly.
 *
 * @param part zero or more
 * @param whole above zero
 * @returns percent in units of 10^-7
 */
export function percentE7(part: bigint, whole: bigint): bigint {
  return (part * 1_000_000_000n + whole - 1n) / whole;
}
