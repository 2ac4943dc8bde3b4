import { formatDecimal } from "../../bonds/formatDecimal.ts";
import { parseDecimal } from "../../bonds/parseDecimal.ts";
import { parseSignedDecimal } from "../../bonds/parseSignedDecimal.ts";
import { RATE_DECIMALS } from "../../bonds/types.ts";
import type { Curve, CurvePoint } from "./Curve.ts";
import { YEAR_DECIMALS } from "./parseCurve.ts";

/** Decimals of a yield that comes of a curve, in percent. */
export const YIELD_DECIMALS = 12;

const DAYS_OF_YEAR = 365n;

interface Point {
  /** Days to maturity times 10^YEAR_DECIMALS. */
  readonly days: bigint;
  /** Percent times 10^YIELD_DECIMALS. */
  readonly percent: bigint;
}

/**
 * The yield that a curve has for a number of days, of which a year has 365: straight between points, rounded down.
 *
 * @param days to maturity
 * @returns percent times 10^YIELD_DECIMALS
 */
export function yieldOnCurve({ points }: Curve, days: number): bigint {
  const at = BigInt(days) * 10n ** BigInt(YEAR_DECIMALS);
  const all = points.map(pointOf);
  const before = all.findLast((point) => point.days <= at);
  const after = all.find((point) => point.days > at);
  if (before === undefined || after === undefined) return (before ?? after)?.percent ?? 0n;
  const rise = (after.percent - before.percent) * (at - before.days);
  return before.percent + roundedDown(rise, after.days - before.days);
}

/** A yield of that kind as a decimal text. */
export function formatYield(percent: bigint): string {
  return formatDecimal(percent, YIELD_DECIMALS);
}

function pointOf({ years, yieldPercent }: CurvePoint): Point {
  const scale = 10n ** BigInt(YIELD_DECIMALS - RATE_DECIMALS);
  return {
    days: parseDecimal(years, YEAR_DECIMALS) * DAYS_OF_YEAR,
    percent: parseSignedDecimal(yieldPercent, RATE_DECIMALS) * scale,
  };
}

/** Divides; a fraction below zero is rounded away from zero. */
function roundedDown(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  return numerator % denominator < 0n ? quotient - 1n : quotient;
}
