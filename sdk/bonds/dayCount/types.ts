import type { CalendarDate } from "../../calendar/CalendarDate.ts";
import type { CouponsPerYear, DayCount, StubRule, YearFraction } from "../types.ts";

/** A period of interest: from its first day, which does not count, to its last day, which does (片端). */
export interface AccrualPeriod {
  readonly startDate: CalendarDate;
  /** Not before the start; a period without days is no part of a year. */
  readonly endDate: CalendarDate;
}

/** The part of a year that a period is, and its days by the same rule. */
export interface DayCountFraction extends YearFraction {
  /** Days as the rule counts them: of the calendar, of months of 30 days, or without leap days. */
  readonly days: number;
}

/** What rules need that go by the regular coupon periods. */
export interface RegularPeriods {
  readonly couponsPerYear?: CouponsPerYear | undefined;
  /**
   * Two or more dates of the regular series in order, each a coupon period (12 / couponsPerYear months) after the one
   * before. The series goes on from them in both directions. Left out: the period's end is on the series.
   */
  readonly referenceDates?: readonly CalendarDate[] | undefined;
  /** Day of the month on which the series goes on; left out: that of the reference date it goes on from. */
  readonly rollDay?: number | undefined;
}

/** What `dayCountFraction` works on. */
export interface DayCountOptions extends AccrualPeriod, RegularPeriods {
  readonly dayCount: DayCount;
  /** For 30E/360 (ISDA): the day the bond ends. Left out: later than the period. */
  readonly terminationDate?: CalendarDate | undefined;
  /** For the Japanese rule. Left out: "proRata". */
  readonly stubRule?: StubRule | undefined;
}
