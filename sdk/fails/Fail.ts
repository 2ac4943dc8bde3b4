import type { CalendarDate } from "../calendar/CalendarDate.ts";
import type { Side, Trade } from "../trade/Trade.ts";
import type { Attempt } from "./Attempt.ts";

/** A trade that is approved and has not settled. */
export interface OpenTrade {
  /** As `tradeId` gives it. */
  readonly tradeId: string;
  readonly trade: Trade;
  /** Cash that has settled in parts, in minor units. Left out: none. */
  readonly settledAmount?: bigint | undefined;
}

/** The side that keeps a trade from settling; `undecided` when both do, or neither. */
export type FailingSide = Side | "undecided";

/** A trade that has not settled on its intended settlement date. */
export interface Fail {
  readonly tradeId: string;
  readonly trade: Trade;
  readonly intendedSettlementDate: CalendarDate;
  /** Days of the calendar that have ended unsettled, the intended settlement date being the first. */
  readonly calendarDays: number;
  /** Those of them on which banks were open. */
  readonly businessDays: number;
  /** Cash still to be paid, in minor units. */
  readonly openAmount: bigint;
  /** By the reasons of the last attempt. */
  readonly failingSide: FailingSide;
  /** The attempts from its `settleFrom` on, oldest first. */
  readonly attempts: readonly Attempt[];
  /** `recycling` until the cut-off: it is tried again; `expired` from the cut-off on: it cannot settle any more. */
  readonly status: "recycling" | "expired";
}

/** What is open in one currency. */
export interface CurrencyTotal {
  /** ISO 4217; empty for deliveries free of payment. */
  readonly currency: string;
  readonly trades: number;
  /** In minor units. */
  readonly amount: bigint;
}

/** The fails that are so many business days old. */
export interface AgeingBucket {
  /** First number of business days. */
  readonly from: number;
  /** Last number of business days; `undefined` in the bucket without end. */
  readonly to: number | undefined;
  /** Oldest first. */
  readonly fails: readonly Fail[];
  /** By currency code. */
  readonly totals: readonly CurrencyTotal[];
}

/** All fails at a moment. */
export interface FailsReport {
  /** Seconds since 1970-01-01T00:00:00Z. */
  readonly at: bigint;
  /** The date in the business centre at that moment. */
  readonly date: CalendarDate;
  /** Oldest first. */
  readonly fails: readonly Fail[];
  /** Youngest bucket first, empty ones included. */
  readonly ageing: readonly AgeingBucket[];
}
