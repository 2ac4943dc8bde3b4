/** The prices of one unit that an offering may have, in minor units. */
export interface PriceRange {
  /** Lowest price. */
  readonly priceFloor: bigint;
  /** Highest one; the same for a fixed price. */
  readonly priceCap: bigint;
  /** Prices go up from the floor by so much. */
  readonly priceTick: bigint;
}
