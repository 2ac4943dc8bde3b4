import type { StubRule } from "../types.ts";
import { act365Fixed } from "./act365Fixed.ts";
import { actActIcma } from "./actActIcma.ts";
import { regularFrequency } from "./regularFrequency.ts";
import type { AccrualPeriod, DayCountFraction, RegularPeriods } from "./types.ts";

/** What `japanese` works on. */
export interface JapaneseOptions extends AccrualPeriod, RegularPeriods {
  /** Left out: "proRata". */
  readonly stubRule?: StubRule | undefined;
}

/**
 * The rule of Japanese straight bonds: a regular period is exactly 1 / couponsPerYear, whatever its days. A stub counts
 * the days of the regular period it lies in ("proRata", the same as ACT/ACT (ICMA)), or all its days / 365 ("act365").
 *
 * Source: terms of Japanese straight bonds, 「半か年に満たない期間につき利息を計算するときは、その半か年の日割をもってこれを計算する」,
 * or 「1年を365日とする日割計算」.
 *
 * @throws ReferencePeriodError when neither couponsPerYear nor two reference dates are given, or they do not fit together
 * @throws InvalidDateError when the series leaves the years 0001 to 9999
 */
export function japanese(options: JapaneseOptions): DayCountFraction {
  const fraction = actActIcma(options);
  if (options.stubRule !== "act365") return fraction;
  const isRegular = fraction.numerator * BigInt(regularFrequency(options)) === fraction.denominator;
  return isRegular ? fraction : act365Fixed(options);
}
