import type { InvestorClass } from "../terms/Party.ts";

/** Investors that are served together, before those of later tiers. An investor belongs to the first tier that takes it. */
export interface AllocationTier {
  readonly name: string;
  /** Accounts that belong to it by name. */
  readonly investors: readonly string[];
  /** Classes of the registry of which an investor must have every one. A tier with neither takes everybody. */
  readonly classes: readonly InvestorClass[];
}

/**
 * How units are allotted when the book is fuller than the offering: tier by tier, within a tier pro rata to the units
 * asked for, in whole lots, what is left over lot by lot to the largest remainders, and among equal ones to the lower
 * position in the book. Its hash stands in the offering's terms, so that nobody chooses the rule after seeing the book.
 */
export interface AllocationRule {
  /** In order of priority. Whom no tier takes is served last. */
  readonly tiers: readonly AllocationTier[];
  /** Units are allotted in multiples of so many. */
  readonly lotUnits: bigint;
}
