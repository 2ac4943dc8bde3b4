/** Last moment that ECMAScript can write (ECMA-262, time values and time range). */
const LAST = 8_640_000_000_000_000n;

/** A moment in milliseconds since 1970-01-01T00:00:00Z as ISO 8601 text in UTC: "2026-06-05T01:00:00.250Z". */
export function formatMilliseconds(moment: bigint): string {
  return moment > LAST || moment < -LAST ? `millisecond ${moment}` : new Date(Number(moment)).toISOString();
}
