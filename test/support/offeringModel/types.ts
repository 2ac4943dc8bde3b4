import type { FailureRule, OfferingMethod } from "../../../sdk/offering/OfferingTerms.ts";

/** A member of the cast, by name: the model knows no addresses. */
export type Name = string;

/** What comes between an investor and its payment. */
export type Circumstance = "none" | "suspended" | "moneyFrozen" | "bondsFrozen";

/** An order and what is made of it. */
export interface PlannedOrder {
  readonly investor: number;
  /** The firm that sells; beyond the last one for the pot. */
  readonly seller: number;
  readonly asked: bigint;
  /** How much of it is filled, in per cent; the offering may have less left. */
  readonly filled: bigint;
  /** Whether its investor has the cash for it held. */
  readonly isEarmarked: boolean;
}

/** How the lead manager tries to close. */
export type Attempt = "nobodyFails" | "whoeverCannotPay" | "oneTooMany" | "whilePaused";

/** A random offering, and what happens to it. */
export interface Plan {
  /** Of the world's bond, which is outstanding; else the first issue of another one. */
  readonly isTap: boolean;
  readonly method: OfferingMethod;
  readonly rule: FailureRule;
  readonly minimumUnits: bigint;
  /** They sum to the units offered. */
  readonly commitments: readonly bigint[];
  readonly pricePerUnit: bigint;
  readonly feePerUnit: bigint;
  readonly accruedPerYenE13: bigint;
  readonly isLockedUp: boolean;
  readonly orders: readonly PlannedOrder[];
  /** By investor. */
  readonly circumstances: readonly Circumstance[];
  /** By investor: how much of what it owes it keeps, in per cent. */
  readonly solvency: readonly bigint[];
  /** Whether firms have the money for whatever they may have to take, before anybody tries to close. */
  readonly firmsHaveMoney: boolean;
  /** Place of an allotment, among all, whose trade a court cancels. */
  readonly cancelled: number | undefined;
  readonly attempt: Attempt;
}

export interface Allotment {
  /** In the book. */
  readonly position: number;
  readonly investor: Name;
  readonly firm: number;
  readonly isFromPot: boolean;
  readonly units: bigint;
  readonly amount: bigint;
  readonly sequence: number;
  isEarmarked: boolean;
  isCancelled: boolean;
  state: "open" | "failed" | "unwound" | "settled";
}

/** What a member of the syndicate has sold and takes. */
export interface Share {
  units: bigint;
  amount: bigint;
  retained: bigint;
}

/** A trade that settles: units one way, money the other; nothing for a leg that is not there. */
export interface Movement {
  readonly seller: Name;
  readonly buyer: Name;
  readonly units: bigint;
  readonly amount: bigint;
  readonly kind: "FIRM" | "POT" | "UW" | "FEE";
  readonly sequence: number;
}

/** All that the model knows of the world. */
export interface Ledger {
  readonly plan: Plan;
  readonly units: bigint;
  stage: "allotted" | "closed" | "ended";
  readonly allotments: Allotment[];
  shares: Share[];
  readonly cash: Map<Name, bigint>;
  readonly bonds: Map<Name, bigint>;
  readonly held: Map<Name, bigint>;
  readonly lockedUp: Map<Name, bigint>;
  supply: bigint;
  isPaused: boolean;
}
