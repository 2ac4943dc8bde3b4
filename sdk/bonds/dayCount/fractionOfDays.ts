import { reduceFraction } from "../../fractions/reduceFraction.ts";
import type { DayCountFraction } from "./types.ts";

/** A number of days of a year that always has the same number of days, in lowest terms. */
export function fractionOfDays(days: number, daysOfYear: number): DayCountFraction {
  return { days, ...reduceFraction(BigInt(days), BigInt(daysOfYear)) };
}
