import { CentreWithoutClockError } from "../errors/CentreWithoutClockError.ts";
import { PRINCIPAL_CENTRES } from "./BusinessCentre.ts";
import type { BusinessCentres } from "./BusinessCentre.ts";
import { calendars } from "./calendars.ts";
import { centreList } from "./centreList.ts";

/**
 * Seconds that the clocks of a business centre are ahead of UTC; of several centres, those of the first.
 *
 * @throws CentreWithoutClockError when only the holidays of that centre are known
 * @throws NoBusinessCentreError when the list is empty
 */
export function utcOffsetSeconds(centres: BusinessCentres): number {
  const [principal] = centreList(centres);
  const offset = calendars[principal].utcOffsetSeconds;
  if (offset === undefined) throw new CentreWithoutClockError(principal, PRINCIPAL_CENTRES);
  return offset;
}
