import type { CalendarDate } from "../calendar/CalendarDate.ts";
import type { Side } from "../trade/Trade.ts";

/** The days that a convention may charge: every day of the calendar, or those on which banks are open. */
export const CHARGED_DAYS = ["calendar", "business"] as const;

/** Which days of a fail are charged. */
export type ChargedDays = (typeof CHARGED_DAYS)[number];

/** The lengths of a year that yearly rates are divided by. */
export const DAYS_IN_YEAR = [360, 365] as const;

/** The days by which a yearly rate is divided, leap year or not. */
export type DaysInYear = (typeof DAYS_IN_YEAR)[number];

/** The ways to round: towards zero, to the nearest with halves up, away from zero. */
export const ROUNDING_DIRECTIONS = ["down", "halfUp", "up"] as const;

/** A way to round. */
export type RoundingDirection = (typeof ROUNDING_DIRECTIONS)[number];

/** What may be rounded: the charge of every day, or their sum only. */
export const ROUNDED = ["day", "total"] as const;

/** A yearly rate less the reference rate, never below the floor: max(percent - reference, floor). */
export interface SpreadRate {
  readonly kind: "spread";
  /** In percent a year, a decimal text. */
  readonly percent: string;
  /** In percent a year, a decimal text. */
  readonly floorPercent: string;
  readonly daysInYear: DaysInYear;
}

/** The reference rate itself, never below the floor: max(reference, floor). */
export interface ReferenceRateCharge {
  readonly kind: "reference";
  /** In percent a year, a decimal text. */
  readonly floorPercent: string;
  readonly daysInYear: DaysInYear;
}

/** A rate that depends on no other. */
export interface FixedRate {
  readonly kind: "fixed";
  /** In hundredths of a percent for each charged day, a decimal text. */
  readonly basisPointsPerDay: string;
}

/** How the rate of a day is found. */
export type ChargeRate = SpreadRate | ReferenceRateCharge | FixedRate;

/** How a charge becomes a whole number of minor units. The sum is always rounded. */
export interface Rounding {
  /** What is rounded: `day` rounds the charge of every day before they are added. */
  readonly of: (typeof ROUNDED)[number];
  /** Minor units of the currency that the result is a multiple of: 1 is one yen, or one cent. */
  readonly unit: bigint;
  readonly direction: RoundingDirection;
}

/** What a claim threshold is compared with: the charge of one trade, or a month's charges against a counterparty. */
export const THRESHOLD_SCOPES = ["trade", "counterpartyMonth"] as const;

/** When a threshold counts as reached: from the amount itself on, or only above it. */
export const THRESHOLD_BOUNDS = ["atLeast", "above"] as const;

/** The amount below which no claim is made. */
export interface ClaimThreshold {
  /** In minor units of the convention's currency. */
  readonly amount: bigint;
  readonly reached: (typeof THRESHOLD_BOUNDS)[number];
  readonly scope: (typeof THRESHOLD_SCOPES)[number];
}

/** The parameters of a convention from one day on, until the next set. */
export interface FailsParameters {
  /** The first day of a fail that is charged by this set. */
  readonly effectiveFrom: CalendarDate;
  /** The document, and its clause. */
  readonly source: string;
  /** What the source leaves open, and how this set fills it in. Left out: nothing. */
  readonly assumption?: string | undefined;
  readonly rate: ChargeRate;
  readonly chargedDays: ChargedDays;
  readonly rounding: Rounding;
  /** Left out: every charge above zero is claimed. */
  readonly claimThreshold?: ClaimThreshold | undefined;
}

/** How fails are charged in a market, over the years. */
export interface FailsConvention {
  readonly name: string;
  /** ISO 4217: the one currency it is for. Left out: any. */
  readonly currency?: string | undefined;
  /** The sides that it charges when they are the ones who fail. */
  readonly chargedSides: readonly Side[];
  /** No two with the same effective date; in any order. */
  readonly parameters: readonly FailsParameters[];
}
