import type { InvestorClass } from "../terms/Party.ts";
import type { AllocationRule, AllocationTier } from "./AllocationRule.ts";

/** What `tierOf` works on. */
export interface TierOfOptions {
  readonly rule: AllocationRule;
  readonly investor: string;
  /** The classes of the investor in the registry. */
  readonly classes: readonly InvestorClass[];
}

/**
 * The number of the tier in which an investor is served: the first that names it, or all of whose classes it has; the number
 * of tiers when none takes it. A tier of names and classes takes who fits either.
 */
export function tierOf({ rule, investor, classes }: TierOfOptions): number {
  const found = rule.tiers.findIndex((tier) => isTaken(tier, investor.toLowerCase(), classes));
  return found < 0 ? rule.tiers.length : found;
}

function isTaken(tier: AllocationTier, investor: string, classes: readonly InvestorClass[]): boolean {
  const takesEverybody = tier.investors.length === 0 && tier.classes.length === 0;
  const isNamed = tier.investors.some((each) => each.toLowerCase() === investor);
  const hasClasses = tier.classes.length > 0 && tier.classes.every((each) => classes.includes(each));
  return takesEverybody || isNamed || hasClasses;
}
