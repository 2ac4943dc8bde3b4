/**
 * What a bond pays from issue to maturity, as its contract keeps it (`IBondSchedules.Schedule`, field by field). Lists
 * are plain arrays because ethers asks for them; nobody changes them.
 */
export interface OnChainSchedule {
  /** The account of the bank whose digital currency pays. */
  readonly settlementBank: string;
  /** The account that tax withheld is paid to. */
  readonly taxAccount: string;
  /** Place in INSTRUMENT_CLASSES. */
  readonly instrumentClass: bigint;
  /** Place in RATE_KINDS. */
  readonly rateKind: bigint;
  /** In units of 10^-8; zero for a floating rate. */
  readonly rateE8: bigint;
  readonly marginE8: bigint;
  readonly floorE8: bigint;
  /** NO_CAP_E8 when there is no limit. */
  readonly capE8: bigint;
  /** What one unit is redeemed for at maturity, in minor units. */
  readonly redemptionPerUnit: bigint;
  /** In units of 10^-6. */
  readonly taxableRedemptionE6: bigint;
  /** In seconds. */
  readonly gracePeriod: bigint;
  readonly tradesInDefault: boolean;
  /** In order of payment date; none for a bond without coupons. */
  readonly payments: OnChainPayment[];
  /** In the order of the term sheet. */
  readonly steps: OnChainStep[];
  /** In order of date. */
  readonly options: OnChainOption[];
}

/** One date on which the holders of a record date are paid (`IBondSchedules.Payment`). Moments are Unix time in seconds. */
export interface OnChainPayment {
  /** First second after the record date. */
  readonly recordCutoff: bigint;
  /** Start of the payment date. */
  readonly payFrom: bigint;
  readonly accrueFrom: bigint;
  readonly accrueTo: bigint;
  readonly fractionNumerator: bigint;
  readonly fractionDenominator: bigint;
  /** Face of one unit that is repaid with it, in minor units. */
  readonly principalPerUnit: bigint;
}

/** A change of the rate (`IBondSchedules.Step`). */
export interface OnChainStep {
  /** First second at which it is too late to decide. */
  readonly decideBy: bigint;
  /** Index of the first payment that it changes; 0 is the first. */
  readonly firstPayment: bigint;
  /** In units of 10^-8. */
  readonly stepE8: bigint;
}

/** A right to redeem early (`IBondSchedules.Option`). */
export interface OnChainOption {
  /** Place in OPTION_KINDS. */
  readonly kind: bigint;
  /** First second at which notice is too late. */
  readonly noticeBy: bigint;
  /** Start of the day on which is paid. */
  readonly date: bigint;
  /** In minor units; zero for a partial redemption pro rata, which repays face. */
  readonly pricePerUnit: bigint;
}

/** How the rate comes about; the place in this list is the number on chain (`IBondSchedules.RateKind`). */
export const RATE_KINDS = ["fixed", "floating"] as const;

/** The cap of a rate that has none: the greatest number of 40 bits. */
export const NO_CAP_E8 = 2n ** 40n - 1n;
