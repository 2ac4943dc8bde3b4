import type { InputIssue } from "../errors/InvalidInputError.ts";
import type { Candidate } from "./Candidate.ts";
import { InvalidMarketError } from "./errors/InvalidMarketError.ts";
import { MissingWeightError } from "./errors/MissingWeightError.ts";
import { greatestDivisor } from "./greatestDivisor.ts";
import { marketIssue } from "./marketIssue.ts";
import type { Weight } from "./PlanNettingOptions.ts";

/** Values of trades in a common unit. */
export interface CandidateValues {
  /** In units of 1 / `denominator`. */
  readonly valueOf: (candidate: Candidate) => bigint;
  readonly denominator: bigint;
}

const ONE: Weight = { numerator: 1n, denominator: 1n };

/**
 * The value of a trade is its cash times the weight of its currency; nothing when it is free of payment. With one currency
 * and no weights it is the cash in minor units.
 *
 * @throws InvalidMarketError when a weight is not above zero
 * @throws MissingWeightError when there are several currencies, or weights at all, and a currency has none
 */
export function valueCandidates(
  candidates: readonly Candidate[],
  weights: Readonly<Record<string, Weight>> | undefined,
): CandidateValues {
  const issues = Object.entries(weights ?? {}).flatMap(weightIssues);
  if (issues.length > 0) throw new InvalidMarketError(issues);
  const paid = candidates.filter(({ trade }) => trade.amount > 0n).map(({ trade }) => trade.currency);
  const currencies = [...new Set(paid)].toSorted();
  const known = new Map(Object.entries(weights ?? (currencies.length === 1 ? { [paid[0] ?? ""]: ONE } : {})));
  const missing = currencies.filter((currency) => !known.has(currency));
  if (missing.length > 0) throw new MissingWeightError(missing, currencies);
  const denominator = [...known.values()].reduce(
    (common, weight) => leastMultiple(common, weight.denominator),
    1n,
  );
  return {
    denominator,
    valueOf: ({ trade: { amount, currency } }) => {
      const weight = known.get(currency) ?? ONE;
      return amount === 0n ? 0n : (amount * weight.numerator * denominator) / weight.denominator;
    },
  };
}

function weightIssues([currency, weight]: readonly [string, Weight]): readonly InputIssue[] {
  const parts = Object.entries(weight).filter(([, part]) => part <= 0n);
  return parts.map(([name, part]) => marketIssue(`weights.${currency}.${name}`, part, "must be above 0"));
}

function leastMultiple(a: bigint, b: bigint): bigint {
  return (a / greatestDivisor([a, b])) * b;
}
