import type { OfferingTerms } from "./OfferingTerms.ts";

/** What a member of the syndicate was allotted to sell, before any allotment fails. */
export interface FirmSales {
  /** Units that it answers for. */
  readonly commitment: bigint;
  /** Units allotted to investors that it sells to; for the first, the lead manager, those of the pot too. */
  readonly soldUnits: bigint;
  /** What these investors pay, in minor units: the sum of their `allotmentAmount`s. */
  readonly soldAmount: bigint;
}

/** An allotment whose investor did not pay. */
export interface FailedAllotment {
  /** Place of its firm in the syndicate, from 0. */
  readonly firm: number;
  readonly units: bigint;
  /** What the investor would have paid, in minor units. */
  readonly amount: bigint;
  /** Whether the order was one for the pot; its firm is then the lead manager. */
  readonly isFromPot: boolean;
}

/** What `firmProceeds` works on. */
export interface FirmProceedsOptions {
  readonly terms: Pick<
    OfferingTerms,
    "method" | "ifPaymentFails" | "units" | "minimumUnits" | "feePerUnit" | "facePerUnit" | "accruedPerYenE13"
  >;
  /** Issue price of a unit, accrued interest apart, in minor units. */
  readonly pricePerUnit: bigint;
  /** In the order of the syndicate. */
  readonly firms: readonly FirmSales[];
  /** Units allotted from the pot, before any allotment fails. */
  readonly potUnits: bigint;
  /** Left out: none. */
  readonly failures?: readonly FailedAllotment[] | undefined;
}

/** What one member pays the issuer for. Amounts are minor units of the currency. */
export interface MemberProceeds {
  /** Units that the issuer delivers to it: those it sells on, of the pot too, and those it retains. */
  readonly units: bigint;
  /** Those of them that it takes itself: left over by the book, or by investors that did not pay. */
  readonly retained: bigint;
  /** What all these units cost. */
  readonly amount: bigint;
  readonly fee: bigint;
  /** What it pays the issuer; below zero the issuer pays it that much. */
  readonly net: bigint;
}

/** The money side of a closing. */
export interface ClosingProceeds {
  /** In the order of the syndicate. */
  readonly members: readonly MemberProceeds[];
  readonly issuedUnits: bigint;
  /** Units offered that are not issued. */
  readonly cancelledUnits: bigint;
  /** Sum of amounts, before fees. */
  readonly proceeds: bigint;
  readonly fees: bigint;
  /** Whether enough is issued; otherwise the offering ends, and none of this is paid. */
  readonly isMinimumReached: boolean;
}
