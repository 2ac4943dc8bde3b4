import type { InstrumentClass, OptionKind } from "../../bonds/kinds.ts";
import type { YearFraction } from "../../bonds/types.ts";

/** What a bond pays and when, as its contracts keep it, with what is fixed and decided by now. Moments are seconds. */
export interface BondSchedule {
  readonly isin: string;
  /** Address of the bond. */
  readonly bond: string;
  readonly currency: { readonly code: string; readonly address: string; readonly settlementBank: string };
  readonly issuer: string;
  /** Account that tax withheld is paid to. */
  readonly taxAccount: string;
  readonly instrumentClass: InstrumentClass;
  readonly rateKind: "fixed" | "floating";
  /** In units of 10^-8, like the others; zero for a floating rate. */
  readonly rateE8: bigint;
  readonly marginE8: bigint;
  readonly floorE8: bigint;
  readonly capE8: bigint;
  /** Face of one unit at issue, in minor units. */
  readonly denomination: bigint;
  /** What one unit is redeemed for at maturity. */
  readonly redemptionPerUnit: bigint;
  readonly taxableRedemptionE6: bigint;
  readonly maturityDate: bigint;
  /** Seconds for which a payment may be late. */
  readonly gracePeriod: bigint;
  readonly tradesInDefault: boolean;
  readonly payments: readonly ScheduledPayment[];
  readonly steps: readonly ScheduledStep[];
  readonly options: readonly ScheduledOption[];
  readonly life: BondLife;
}

/** One payment. */
export interface ScheduledPayment {
  /** From 1. */
  readonly number: number;
  /** Whether the term sheet does not know it: a recovery after a default. */
  readonly isRecovery: boolean;
  /** Whether it fell away because the principal fell due before it. */
  readonly isVoid: boolean;
  /** First second after the record date. */
  readonly recordCutoff: bigint;
  /** Start of the payment date. */
  readonly payFrom: bigint;
  readonly accrueFrom: bigint;
  readonly accrueTo: bigint;
  readonly fraction: YearFraction;
  /** Face of one unit that bears interest until it. */
  readonly facePerUnit: bigint;
  readonly rateE8: bigint;
  readonly isRateFinal: boolean;
  /** The index that was fixed for it; `undefined` for a fixed rate, and before it is fixed. */
  readonly indexE8: bigint | undefined;
  readonly interestPerYenE13: bigint;
  /** Face of one unit that is repaid with it. */
  readonly principalPerUnit: bigint;
}

/** What is decided about a step of the rate; the place in this list is the number on chain. */
export const STEP_DECISIONS = ["open", "applies", "lapses"] as const;

/** A change of the rate that depends on a target. */
export interface ScheduledStep {
  /** From 1, in the order of the term sheet. */
  readonly number: number;
  /** First second at which it is too late to decide. */
  readonly decideBy: bigint;
  /** Number of the first payment that it changes. */
  readonly firstPayment: number;
  readonly stepE8: bigint;
  readonly decision: (typeof STEP_DECISIONS)[number];
}

/** A right to redeem before maturity. */
export interface ScheduledOption {
  /** From 1, in order of date. */
  readonly number: number;
  readonly kind: OptionKind;
  /** First second at which it is too late to give notice. */
  readonly noticeBy: bigint;
  /** Start of the day on which is paid. */
  readonly date: bigint;
  /** What one unit is redeemed for; zero for a repayment pro rata. */
  readonly pricePerUnit: bigint;
}

/** How a bond performs; the place in this list is the number on chain. */
export const STANDINGS = ["performing", "in default", "accelerated"] as const;

/** How a bond stands. */
export interface BondLife {
  readonly standing: (typeof STANDINGS)[number];
  /** When the default was declared; `undefined` when there is none. */
  readonly defaultedAt: bigint | undefined;
  readonly acceleratedAt: bigint | undefined;
}
