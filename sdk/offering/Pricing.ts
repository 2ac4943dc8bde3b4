/** The price of an offering (条件決定), as the chain keeps it: the fields of IOffering.Pricing. */
export interface Pricing {
  /** Issue price of a unit, accrued interest apart, in minor units. */
  readonly pricePerUnit: bigint;
  /** The spread that it gives over the reference yield, in units of 10^-8. */
  readonly spreadE8: bigint;
  /** The yield that spreads are measured from, in units of 10^-8. */
  readonly referenceYieldE8: bigint;
  /** Whether the allocation departs from the rule, so that the issuer must approve it. */
  readonly isManual: boolean;
}
