import { addMonths } from "../calendar/addMonths.ts";
import type { CalendarDate } from "../calendar/CalendarDate.ts";
import { daysBetween } from "../calendar/daysBetween.ts";
import type { CouponsPerYear, YearFraction } from "./types.ts";

/** What `yearFraction` works on. */
export interface YearFractionOptions {
  /** Start of the period, not moved. */
  readonly startDate: CalendarDate;
  /** End of the period, not moved. */
  readonly endDate: CalendarDate;
  readonly couponsPerYear: CouponsPerYear;
  /** Day of the month of the regular series. */
  readonly rollDay: number;
  /** Which end lies on the regular series: the end of all periods but a last stub, whose start does. */
  readonly regularEnd: "start" | "end";
}

/**
 * The part of a year for which a coupon pays. A regular period of a bond with two coupons a year is exactly
 * 1/2, whatever its days. A stub counts the days of the regular period it lies in: 157 days of a half-year of
 * 184 are 157/184 of 1/2. A long stub is whole regular periods and such a rest.
 *
 * Source: terms of Japanese straight bonds, 「半か年に満たない期間につき利息を計算するときは、その半か年の日割をもって これを計算する」; the same as ICMA
 * Rule 251 (ACT/ACT).
 */
export function yearFraction(options: YearFractionOptions): YearFraction {
  const { startDate, endDate, couponsPerYear, regularEnd } = options;
  let whole = 0;
  while (!passes(options, gridDate(options, whole + 1))) whole += 1;
  const near = gridDate(options, whole);
  const far = gridDate(options, whole + 1);
  const rest = regularEnd === "end" ? daysBetween(startDate, near) : daysBetween(near, endDate);
  const length = Math.abs(daysBetween(near, far));
  if (rest === 0) return { numerator: BigInt(whole), denominator: BigInt(couponsPerYear) };
  return {
    numerator: BigInt(whole * length + rest),
    denominator: BigInt(length * couponsPerYear),
  };
}

function gridDate(
  { startDate, endDate, couponsPerYear, rollDay, regularEnd }: YearFractionOptions,
  steps: number,
): CalendarDate {
  const months = (steps * 12) / couponsPerYear;
  return regularEnd === "end"
    ? addMonths({ date: endDate, months: -months, rollDay })
    : addMonths({ date: startDate, months, rollDay });
}

function passes({ startDate, endDate, regularEnd }: YearFractionOptions, date: CalendarDate): boolean {
  return regularEnd === "end" ? date < startDate : date > endDate;
}
