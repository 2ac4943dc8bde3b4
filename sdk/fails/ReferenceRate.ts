import type { CalendarDate } from "../calendar/CalendarDate.ts";

/** The reference rate that holds for one day of a fail. */
export interface ReferenceRate {
  /**
   * The day that is charged. Where a convention takes the rate of an earlier day, such as the TMPG the one of 5 p.m. in
   * New York on the business day before, that rate stands here under the day it is used for.
   */
  readonly date: CalendarDate;
  /** In percent a year, a decimal text, below zero with a minus sign. */
  readonly percent: string;
}
