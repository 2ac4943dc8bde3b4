import { formatAmount } from "../../encoding/formatAmount.ts";
import { KessaiError } from "../../errors/KessaiError.ts";
import type { PriceRange } from "../PriceRange.ts";

/** A range of prices has no prices in it: its floor is above its cap, or its tick is not above zero. */
export class PriceRangeError extends KessaiError {
  constructor({ priceFloor, priceCap, priceTick }: PriceRange) {
    super({
      code: "OFFERING_PRICE_RANGE",
      message: `There are no prices from ${formatAmount(priceFloor)} to ${formatAmount(priceCap)} in steps of ${formatAmount(priceTick)}.`,
      hint: "Give a floor of zero or more, a cap that is not below it, and a tick above zero, all in minor units.",
      details: { priceFloor, priceCap, priceTick },
    });
  }
}
