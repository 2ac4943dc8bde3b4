import { couponAmount } from "../bonds/couponAmount.ts";
import type { OfferingTerms } from "./OfferingTerms.ts";

/** What `allotmentAmount` works on. */
export interface AllotmentAmountOptions {
  readonly terms: Pick<OfferingTerms, "facePerUnit" | "accruedPerYenE13">;
  readonly units: bigint;
  /** Issue price of a unit, accrued interest apart, in minor units. */
  readonly pricePerUnit: bigint;
}

/**
 * What is paid for units of an offering, in minor units: their price, and for a tap the interest accrued on their face,
 * truncated once for all of them. The contract calculates the same.
 *
 * @throws InvalidAmountError when the number of units is negative
 */
export function allotmentAmount({ terms, units, pricePerUnit }: AllotmentAmountOptions): bigint {
  const { facePerUnit, accruedPerYenE13: interestPerYenE13 } = terms;
  return units * pricePerUnit + couponAmount({ totalFace: units * facePerUnit, interestPerYenE13 });
}
