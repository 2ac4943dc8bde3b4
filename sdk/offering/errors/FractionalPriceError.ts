import { KessaiError } from "../../errors/KessaiError.ts";

/** A price or a fee does not come to whole minor units for one bond, so that the chain cannot hold it. */
export class FractionalPriceError extends KessaiError {
  constructor(pricePer100: string, facePerUnit: bigint) {
    super({
      code: "PRICE_FRACTIONAL",
      message: `${pricePer100} for 100 does not come to whole minor units for the face ${facePerUnit} of one bond.`,
      hint: "Take a price with fewer decimals.",
      details: { pricePer100, facePerUnit },
    });
  }
}
