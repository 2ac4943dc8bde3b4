import type { CalendarDate } from "../calendar/CalendarDate.ts";
import type { Side } from "../trade/Trade.ts";
import type { ClaimThreshold } from "./FailsConvention.ts";
import type { Fraction } from "../fractions/Fraction.ts";

/** The rate at which one day is charged, as people write it. */
export interface ChargedRate {
  /** A decimal text. */
  readonly value: string;
  /** `percentPer360` is percent a year, one day being 1/360 of it. */
  readonly unit: "percentPer360" | "percentPer365" | "basisPointsPerDay";
}

/** One day of a fail. */
export interface ChargedDay {
  readonly date: CalendarDate;
  /** The effective date of the parameters that the day is charged by. */
  readonly parametersFrom: CalendarDate;
  /** In percent a year; `undefined` where the convention does not look at any. */
  readonly referencePercent: string | undefined;
  readonly rate: ChargedRate;
  /** Rate times amount, in minor units, not rounded. */
  readonly exact: Fraction;
  /** What the day adds to the sum, in minor units: `exact`, rounded where the convention rounds every day. */
  readonly charge: Fraction;
}

/** What a fail costs over a period. */
export interface FailsCharge {
  /** Name of the convention. */
  readonly convention: string;
  readonly chargedSides: readonly Side[];
  /** ISO 4217. */
  readonly currency: string;
  /** What the rates apply to, in minor units. */
  readonly amount: bigint;
  /** First day of the period. */
  readonly from: CalendarDate;
  /** The day after the last one of the period. */
  readonly until: CalendarDate;
  /** The days charged, oldest first. */
  readonly days: readonly ChargedDay[];
  /** Sum of the days, in minor units, before it is rounded. */
  readonly exact: Fraction;
  /** The charge, in minor units. */
  readonly total: bigint;
  /** The threshold in force on the last day charged; `undefined` when there is none. */
  readonly claimThreshold: ClaimThreshold | undefined;
  /** What was compared with the threshold: the total, with the month's other charges where it is of a month. */
  readonly claim: bigint;
  /** Whether the threshold is reached. Always so without one. */
  readonly reachesThreshold: boolean;
}
