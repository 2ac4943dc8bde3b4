/** Binary digits of a whole number's absolute value; 0 for zero. */
export function bitLength(whole: bigint): number {
  const magnitude = whole < 0n ? -whole : whole;
  return magnitude === 0n ? 0 : magnitude.toString(2).length;
}
