import { sum } from "./ledger.ts";
import type { Plan } from "./types.ts";

/** Face of a unit. */
export const PAR_FACE = 100_000_000n;
const E13 = 10n ** 13n;

/** What so many units cost, with the interest accrued on them, without fractions of a yen. */
export function paidFor({ pricePerUnit, accruedPerYenE13 }: Plan, units: bigint): bigint {
  const interestE13 = PAR_FACE * units * accruedPerYenE13;
  return pricePerUnit * units + (interestE13 - (interestE13 % E13)) / E13;
}

/** Deals things out one by one: the n-th goes to the first whose part of n things, together with those before it, is due. */
export function byCounting(count: bigint, weights: readonly bigint[]): readonly bigint[] {
  const whole = sum(weights);
  const parts = weights.map(() => 0n);
  if (whole === 0n) return parts.map((_, index) => (index === 0 ? count : 0n));
  let until = 0n;
  for (const [index, weight] of weights.entries()) {
    until += weight;
    const before = sum(parts);
    // things that are due to all until here: as many whole ones as their weight of all things comes to
    let due = before;
    while ((due + 1n) * whole <= count * until) due += 1n;
    parts[index] = due - before;
  }
  return parts;
}

/** The same for amounts of money, which are too many to count. */
export function byRunningTotal(amount: bigint, weights: readonly bigint[]): readonly bigint[] {
  const whole = sum(weights);
  const totals = weights.map((_, index) => (amount * sum(weights.slice(0, index + 1))) / whole);
  return totals.map((total, index) => total - (totals[index - 1] ?? 0n));
}
