import type { OfferingSheet } from "./OfferingSheet.ts";
import { pricePerUnit } from "./pricePerUnit.ts";
import type { PriceRange } from "./PriceRange.ts";

/** What `unitPriceRange` works on. */
export interface UnitPriceRangeOptions {
  readonly sheet: Pick<OfferingSheet, "priceRange" | "priceTick">;
  /** Face of a unit that is left, in minor units. */
  readonly facePerUnit: bigint;
}

/**
 * The prices of one unit that an offering sheet allows, in minor units. Those of a fixed price go up by 1, which leads nowhere.
 *
 * @throws FractionalPriceError when a price does not come to whole minor units for one unit
 */
export function unitPriceRange({ sheet, facePerUnit }: UnitPriceRangeOptions): PriceRange {
  const { priceRange, priceTick } = sheet;
  return {
    priceFloor: pricePerUnit(priceRange.floor, facePerUnit),
    priceCap: pricePerUnit(priceRange.cap, facePerUnit),
    priceTick: priceTick === undefined ? 1n : pricePerUnit(priceTick, facePerUnit),
  };
}
