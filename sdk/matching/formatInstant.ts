import type { BusinessCentre } from "../calendar/BusinessCentre.ts";
import { utcOffsetSeconds } from "../calendar/utcOffsetSeconds.ts";

/**
 * A moment by the clock of a business centre, as files have it: "2022-09-15T15:00:00+09:00" (ISO 8601, RFC 3339).
 *
 * @param seconds seconds since 1970-01-01T00:00:00Z, before the year 10000
 * @throws CentreWithoutClockError when only the holidays of the centre are known
 */
export function formatInstant(seconds: bigint, centre: BusinessCentre): string {
  const offset = utcOffsetSeconds(centre);
  const local = new Date((Number(seconds) + offset) * 1000).toISOString().slice(0, 19);
  const minutes = Math.abs(offset) / 60;
  const sign = offset < 0 ? "-" : "+";
  return `${local}${sign}${twoDigits(Math.trunc(minutes / 60))}:${twoDigits(minutes % 60)}`;
}

function twoDigits(value: number): string {
  return value.toString().padStart(2, "0");
}
