import type { BusinessCentre } from "../calendar/BusinessCentre.ts";
import { formatInstant } from "./formatInstant.ts";
import type { FieldKind } from "./matchFields.ts";

/**
 * A field of a trade as a file has it: numbers as their digits, moments with their time zone.
 *
 * @param value left out: nothing, an empty text
 */
export function writtenField(
  kind: FieldKind,
  value: string | bigint | undefined,
  centre: BusinessCentre,
): string {
  if (value === undefined) return "";
  if (typeof value === "string") return value;
  return kind === "moment" ? formatInstant(value, centre) : value.toString();
}
