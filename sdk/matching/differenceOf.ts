import { parseDecimal } from "../bonds/parseDecimal.ts";
import { PRICE_DECIMALS } from "../bonds/types.ts";
import { dayNumber } from "../calendar/dayNumber.ts";
import { isCalendarDate } from "../calendar/isCalendarDate.ts";
import type { FieldKind } from "./matchFields.ts";

/** How far two figures are apart. */
export interface Difference {
  /** Zero or more; in minor units, bonds, units of 10^-7 of a price, days or seconds. */
  readonly difference: bigint;
  /** The larger of the two figures, whatever their signs. */
  readonly largest: bigint;
}

/**
 * How far two values of a field are apart; nothing when the field is no figure.
 *
 * @throws InvalidDecimalError when a price is no decimal number
 */
export function differenceOf(
  kind: FieldKind,
  ours: string | bigint,
  theirs: string | bigint,
): Difference | undefined {
  const [one, other] = [figureOf(kind, ours), figureOf(kind, theirs)];
  if (one === undefined || other === undefined) return undefined;
  const [a, b] = [absolute(one), absolute(other)];
  return { difference: absolute(one - other), largest: a > b ? a : b };
}

function figureOf(kind: FieldKind, value: string | bigint): bigint | undefined {
  if (typeof value === "bigint") return value;
  if (kind === "price") return parseDecimal(value, PRICE_DECIMALS);
  return kind === "date" && isCalendarDate(value) ? BigInt(dayNumber(value)) : undefined;
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}
