import type { BusinessCentre } from "../calendar/BusinessCentre.ts";
import { MATCH_FIELDS } from "./matchFields.ts";
import type { Confirmation } from "./TradeDetails.ts";
import { writtenField } from "./writtenField.ts";

/** The name and the version of a file of a confirmation. */
export const CONFIRMATION_FORMAT = "kessai-confirmation";
export const CONFIRMATION_VERSION = 1;

/**
 * The text of a file of a confirmation, as a dealer sends it: JSON in which amounts are texts of digits in minor units.
 * `parseConfirmation` reads it.
 *
 * @param centre by whose clock the cut-off is written
 * @throws CentreWithoutClockError when only the holidays of the centre are known
 */
export function formatConfirmation(
  confirmation: Confirmation,
  centre: BusinessCentre = "Asia/Tokyo",
): string {
  const fields = MATCH_FIELDS.flatMap(({ field, kind }) => {
    const value = confirmation[field];
    return value === undefined ? [] : [[field, writtenField(kind, value, centre)] as const];
  });
  const content = {
    format: CONFIRMATION_FORMAT,
    version: CONFIRMATION_VERSION,
    confirmation: Object.fromEntries(fields),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}
