import type { AllocationRule } from "../../../sdk/offering/AllocationRule.ts";
import type { OfferingTerms } from "../../../sdk/offering/OfferingTerms.ts";
import type { PriceRange } from "../../../sdk/offering/PriceRange.ts";
import type { ReadOffering } from "./readOffering.ts";

/** An offering as its files have it, with the accounts of this network. */
export interface OfferingCase extends ReadOffering {
  readonly terms: OfferingTerms;
  readonly rule: AllocationRule;
  /** The prices of one unit that it may have. */
  readonly range: PriceRange;
}
