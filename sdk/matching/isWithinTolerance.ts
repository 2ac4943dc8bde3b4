import { parseDecimal } from "../bonds/parseDecimal.ts";
import { PRICE_DECIMALS } from "../bonds/types.ts";
import type { Difference } from "./differenceOf.ts";
import type { FieldKind } from "./matchFields.ts";
import type { Tolerance } from "./Tolerance.ts";

const SECONDS_IN_DAY = 86_400n;

/**
 * Whether a difference, above zero, is borne with. A tolerance of a kind that the field does not have bears with nothing.
 *
 * @throws InvalidDecimalError when a percentage is no decimal number
 */
export function isWithinTolerance(
  { difference, largest }: Difference,
  kind: FieldKind,
  tolerance: Tolerance,
): boolean {
  const isNumber = kind === "money" || kind === "units" || kind === "price";
  switch (tolerance.kind) {
    case "exact":
      return false;
    case "absolute":
      return (isNumber || kind === "moment") && difference <= tolerance.value;
    case "relative":
      return (
        isNumber && difference * 1_000_000_000n <= largest * parseDecimal(tolerance.percent, PRICE_DECIMALS)
      );
    case "days":
      if (kind === "date") return difference <= BigInt(tolerance.days);
      return kind === "moment" && difference <= BigInt(tolerance.days) * SECONDS_IN_DAY;
  }
}
