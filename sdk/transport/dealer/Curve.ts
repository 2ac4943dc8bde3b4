import type { CalendarDate } from "../../calendar/CalendarDate.ts";

/** A point of a yield curve. */
export interface CurvePoint {
  /** Years to maturity, a decimal text above zero. */
  readonly years: string;
  /** Simple yield in percent, a decimal text; it may be negative. */
  readonly yieldPercent: string;
}

/** A yield curve: straight between its points, level before the first and after the last. */
export interface Curve {
  /** ISO 4217. */
  readonly currency: string;
  /** The day of which it is. */
  readonly asOf: CalendarDate;
  /** By rising years, at least one. */
  readonly points: readonly CurvePoint[];
}
