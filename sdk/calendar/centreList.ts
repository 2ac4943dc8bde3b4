import { NoBusinessCentreError } from "../errors/NoBusinessCentreError.ts";
import type { BusinessCentre, BusinessCentres } from "./BusinessCentre.ts";

/**
 * One business centre or several as a list that is never empty, the principal centre first.
 *
 * @throws NoBusinessCentreError when there is none
 */
export function centreList(
  centres: BusinessCentres,
): readonly [principal: BusinessCentre, ...others: BusinessCentre[]] {
  const [principal, ...others] = typeof centres === "string" ? [centres] : centres;
  if (principal === undefined) throw new NoBusinessCentreError();
  return [principal, ...others];
}
