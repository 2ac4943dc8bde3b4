/** How the syndicate stands to units that nobody orders. */
export const OFFERING_METHODS = ["firmCommitment", "standby", "bestEfforts"] as const;
/**
 * firmCommitment 買取引受: the syndicate buys everything and sells it on. standby 残額引受: it takes what is left.
 * bestEfforts 募集の取扱い: it takes nothing; what nobody orders is not issued.
 */
export type OfferingMethod = (typeof OFFERING_METHODS)[number];

/** To whom may be offered. */
export const PLACEMENTS = ["public", "qualifiedInvestors", "smallNumber"] as const;
/**
 * public 公募; qualifiedInvestors 適格機関投資家私募: qualified institutional investors only; smallNumber 少人数私募: at
 * most 49 offerees, counted.
 */
export type Placement = (typeof PLACEMENTS)[number];

/** What happens at closing to units whose investor cannot pay. */
export const FAILURE_RULES = ["nothingCloses", "firmTakes", "unitsLapse"] as const;
/** nothingCloses: all or none. firmTakes: the firm that sold them pays. unitsLapse: they are not issued (best efforts). */
export type FailureRule = (typeof FAILURE_RULES)[number];

/** A member of the syndicate. The first is the lead manager (主幹事). */
export interface SyndicateMember {
  /** Account of the securities firm. */
  readonly firm: string;
  /** Units that it answers for; of best efforts only the measure by which the pot's fee is shared. */
  readonly commitment: bigint;
}

/** The terms of an offering as the chain keeps them: the fields of IOffering.Terms. Prices are for one unit. */
export interface OfferingTerms {
  readonly isin: string;
  readonly method: OfferingMethod;
  readonly placement: Placement;
  readonly ifPaymentFails: FailureRule;
  /** Units offered; of a bond's first offering all its units. */
  readonly units: bigint;
  /** Fewest units with which it closes (soft cap). */
  readonly minimumUnits: bigint;
  /** Lowest and highest issue price of a unit, accrued interest apart, in minor units; equal for a fixed one. */
  readonly priceFloor: bigint;
  readonly priceCap: bigint;
  /** Underwriting fee for a unit, in minor units. */
  readonly feePerUnit: bigint;
  /** Face of a unit that is left, in minor units: on it accrued interest is reckoned. */
  readonly facePerUnit: bigint;
  /** Interest accrued until the payment date on one unit of currency of face, in units of 10^-13; zero on a first issue. */
  readonly accruedPerYenE13: bigint;
  /** The book is open from the first moment until just before the second. Unix time, as all moments here. */
  readonly bookFrom: bigint;
  readonly bookUntil: bigint;
  /** First moment of the pricing date. */
  readonly pricingFrom: bigint;
  /** First moment of the payment date (払込日). */
  readonly paymentFrom: bigint;
  /** From then on an investor that cannot pay counts as failed. */
  readonly failFrom: bigint;
  /** Cut-off: what has not closed by then lapses. */
  readonly closeBy: bigint;
  /** Until then investors cannot pass on what they were allotted; zero for no lock-up, else after the cut-off. */
  readonly lockUpUntil: bigint;
  /** Until then the issuer offers no more of this bond; zero for no such undertaking. */
  readonly issuerLockUpUntil: bigint;
  /** The bank whose digital currency pays. */
  readonly settlementBank: string;
  /** Hash of the allocation rule. */
  readonly ruleHash: string;
  readonly syndicate: readonly SyndicateMember[];
}
