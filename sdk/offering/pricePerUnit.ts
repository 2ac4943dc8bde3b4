import { percentOf } from "../bonds/percentOf.ts";
import { FractionalPriceError } from "./errors/FractionalPriceError.ts";

/**
 * A price or a fee for 100 of face as one for a unit, in minor units of the currency.
 *
 * @param pricePer100 a decimal text of at most PRICE_DECIMALS decimals
 * @param facePerUnit face of a unit that is left, in minor units
 * @throws FractionalPriceError when it does not come to whole minor units
 * @throws InvalidDecimalError when it is not such a text
 */
export function pricePerUnit(pricePer100: string, facePerUnit: bigint): bigint {
  const { amount, isWhole } = percentOf(pricePer100, facePerUnit);
  if (!isWhole) throw new FractionalPriceError(pricePer100, facePerUnit);
  return amount;
}
