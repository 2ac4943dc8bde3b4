import { FAILURE_RULES, OFFERING_METHODS, PLACEMENTS } from "../../offering/OfferingTerms.ts";
import type { OfferingTerms } from "../../offering/OfferingTerms.ts";
import type { Pricing } from "../../offering/Pricing.ts";
import type { IOrderBook } from "../../../typechain-types/index.ts";
import { isinBytes } from "../actions/servicingCall.ts";
import type { Kessai } from "../Kessai.ts";

/** The stages of an offering, in the order of the contract. */
export const OFFERING_STAGES = ["none", "open", "priced", "allotted", "closed", "ended"] as const;

/** Where an offering is: its book opens and closes by the clock while it is open. */
export type OfferingStage = (typeof OFFERING_STAGES)[number];

/** What a member of the syndicate sells and takes, as far as the contract knows. */
export interface MemberShare {
  readonly firm: string;
  readonly commitment: bigint;
  readonly hasSigned: boolean;
  /** Units allotted to investors that it sells to, those of the pot included for the lead manager. */
  readonly units: bigint;
  /** What they pay, in minor units. */
  readonly amount: bigint;
  /** Units that it takes itself. */
  readonly retained: bigint;
}

/** The present offering of a bond. */
export interface OfferingStatus {
  /** As the chain counts them: from 0. */
  readonly number: bigint;
  readonly stage: OfferingStage;
  readonly terms: OfferingTerms;
  /** Undefined before it is priced. */
  readonly pricing: Pricing | undefined;
  readonly allottedUnits: bigint;
  readonly potUnits: bigint;
  readonly openTrades: bigint;
  readonly allocationHash: string;
  /** Zero when the issuer approved none. */
  readonly approvedHash: string;
  readonly proceedsSequence: bigint;
  readonly members: readonly MemberShare[];
}

/** Where the present offering of a bond stands; undefined when it was never offered. */
export async function offeringStatus(kessai: Kessai, isin: string): Promise<OfferingStatus | undefined> {
  const { offering } = kessai;
  const id = isinBytes(isin);
  const stage = OFFERING_STAGES[Number(await offering.stageOf(id))] ?? "none";
  if (stage === "none") return undefined;
  const [number, terms, syndicate, result] = await Promise.all([
    offering.numberOf(id),
    offering.termsOf(id),
    offering.syndicateOf(id),
    offering.resultOf(id),
  ]);
  const { pricing, shares } = result;
  const members = syndicate.members.map(({ firm, commitment }, index): MemberShare => {
    const share = shares[index];
    return {
      firm,
      commitment,
      hasSigned: syndicate.hasSigned[index] === true,
      units: share?.units ?? 0n,
      amount: share?.amount ?? 0n,
      retained: share?.retained ?? 0n,
    };
  });
  return {
    number,
    stage,
    terms: {
      ...decodeTerms(terms, isin),
      syndicate: members.map(({ firm, commitment }) => ({ firm, commitment })),
    },
    pricing: pricing.pricePerUnit === 0n ? undefined : decodePricing(pricing),
    allottedUnits: result.allottedUnits,
    potUnits: result.potUnits,
    openTrades: result.openTrades,
    allocationHash: result.allocationHash,
    approvedHash: result.approvedHash,
    proceedsSequence: result.proceedsSequence,
    members,
  };
}

function decodePricing({ pricePerUnit, spreadE8, referenceYieldE8, isManual }: Pricing): Pricing {
  return { pricePerUnit, spreadE8, referenceYieldE8, isManual };
}

function decodeTerms(terms: IOrderBook.TermsStructOutput, isin: string): Omit<OfferingTerms, "syndicate"> {
  return {
    isin,
    method: OFFERING_METHODS[Number(terms.method)] ?? "firmCommitment",
    placement: PLACEMENTS[Number(terms.placement)] ?? "public",
    ifPaymentFails: FAILURE_RULES[Number(terms.ifPaymentFails)] ?? "nothingCloses",
    units: terms.units,
    minimumUnits: terms.minimumUnits,
    priceFloor: terms.priceFloor,
    priceCap: terms.priceCap,
    feePerUnit: terms.feePerUnit,
    facePerUnit: terms.facePerUnit,
    accruedPerYenE13: terms.accruedPerYenE13,
    bookFrom: terms.bookFrom,
    bookUntil: terms.bookUntil,
    pricingFrom: terms.pricingFrom,
    paymentFrom: terms.paymentFrom,
    failFrom: terms.failFrom,
    closeBy: terms.closeBy,
    lockUpUntil: terms.lockUpUntil,
    issuerLockUpUntil: terms.issuerLockUpUntil,
    settlementBank: terms.settlementBank,
    ruleHash: terms.ruleHash,
  };
}
