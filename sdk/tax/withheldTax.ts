/** Rates of one tax class, in units of 10^-5. */
export interface WithholdingRates {
  readonly nationalE5: bigint;
  readonly localE5: bigint;
}

/** Tax of one payment to one holder, in minor units. */
export interface WithheldTax {
  readonly national: bigint;
  readonly local: bigint;
}

/**
 * Tax withheld from what is taxable of one payment to one holder, each component truncated by itself.
 *
 * Source: Act on General Rules for National Taxes, article 119; Local Tax Act, article 20-4-2.
 */
export function withheldTax(taxable: bigint, { nationalE5, localE5 }: WithholdingRates): WithheldTax {
  return { national: (taxable * nationalE5) / 100_000n, local: (taxable * localE5) / 100_000n };
}
