import { InvalidAgeingBucketsError } from "./errors/InvalidAgeingBucketsError.ts";
import type { AgeingBucket, CurrencyTotal, Fail } from "./Fail.ts";

/** The first number of business days of each ageing bucket: 1, 2 to 4, 5 to 9, 10 to 19, 20 and more. */
export const AGEING_BUCKETS: readonly number[] = [1, 2, 5, 10, 20];

/**
 * Groups fails by the business days that they are old, with the open cash of each currency.
 *
 * @param fails kept in their order
 * @param bounds first number of business days of each bucket, from 1 upwards; the last bucket has no end
 * @throws InvalidAgeingBucketsError when the bounds do not begin with 1 and rise
 */
export function ageFails(
  fails: readonly Fail[],
  bounds: readonly number[] = AGEING_BUCKETS,
): readonly AgeingBucket[] {
  const rising = bounds.every(
    (bound, index) => Number.isSafeInteger(bound) && bound > (bounds[index - 1] ?? 0),
  );
  if (bounds[0] !== 1 || !rising) throw new InvalidAgeingBucketsError(bounds);
  return bounds.map((from, index) => {
    const next = bounds[index + 1];
    const inside = fails.filter(
      ({ businessDays }) => businessDays >= from && (next === undefined || businessDays < next),
    );
    return {
      from,
      to: next === undefined ? undefined : next - 1,
      fails: inside,
      totals: totalsOf(inside),
    };
  });
}

function totalsOf(fails: readonly Fail[]): readonly CurrencyTotal[] {
  const currencies = [...new Set(fails.map(({ trade }) => trade.currency))].sort();
  return currencies.map((currency) => {
    const amounts = fails.filter(({ trade }) => trade.currency === currency);
    return {
      currency,
      trades: amounts.length,
      amount: amounts.reduce((sum, { openAmount }) => sum + openAmount, 0n),
    };
  });
}
