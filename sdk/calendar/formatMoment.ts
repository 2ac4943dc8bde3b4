import type { BusinessCentres } from "./BusinessCentre.ts";
import { centreList } from "./centreList.ts";
import { utcOffsetSeconds } from "./utcOffsetSeconds.ts";

/**
 * A moment as people of a business centre write it: "2022-06-03 12:00:00 Asia/Tokyo". Without seconds when they are
 * zero. Also for moments outside the years of the calendar, since clocks run on when holidays are unknown.
 *
 * @param seconds seconds since 1970-01-01T00:00:00Z
 * @throws CentreWithoutClockError when only the holidays of the centre are known
 * @throws NoBusinessCentreError when the list of centres is empty
 */
export function formatMoment(seconds: bigint, centre: BusinessCentres = "Asia/Tokyo"): string {
  const local = Number(seconds) + utcOffsetSeconds(centre);
  if (!Number.isSafeInteger(local) || Math.abs(local) > 8_640_000_000_000) return `second ${seconds}`;
  const text = new Date(local * 1000).toISOString();
  const time = text.slice(11, 19).replace(/:00$/, "");
  return `${text.slice(0, 10)} ${time} ${centreList(centre)[0]}`;
}
