/** A whole number as a double: itself where a double can hold it, else the next one below or above it. */
export function roundedDouble(whole: bigint, direction: "down" | "up"): number {
  const nearest = Number(whole);
  const found = BigInt(nearest);
  const isBeyond = direction === "up" ? found < whole : found > whole;
  if (!isBeyond) return nearest;
  const step = Math.abs(nearest) * Number.EPSILON;
  return direction === "up" ? nearest + step : nearest - step;
}
