import type { Trade } from "../trade/Trade.ts";

/** Lengths in bytes of the parts of a packed set, as contracts/libraries/PackedSet.sol describes them. */
export const SET_SIZES = {
  head: 38,
  bond: 12,
  currency: 23,
  days: 15,
  form: 17,
  party: 20,
  places: 5,
} as const;

/** Position of a leg that a form has not. */
export const NO_LEG = 0xff;

/** The fields of a packed trade whose width the head gives, in their order. */
export const SET_FIELDS = ["sequence", "quantity", "amount", "reference"] as const;

/** The bytes that each of those fields takes in a set. */
export type FieldWidths = Readonly<Record<(typeof SET_FIELDS)[number], number>>;

/** Bytes of one packed trade. */
export function packedTradeSize(widths: FieldWidths): number {
  return SET_FIELDS.reduce<number>((sum, field) => sum + widths[field], SET_SIZES.places);
}

/** The days of a trade, which a set writes down once. */
export type TradeDays = Pick<Trade, "tradeDate" | "settleFrom" | "settleBy">;
