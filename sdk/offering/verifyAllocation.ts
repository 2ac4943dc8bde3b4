import type { InvestorClass } from "../terms/Party.ts";
import type { AllocationFault } from "./AllocationFault.ts";
import type { AllocationRule } from "./AllocationRule.ts";
import type { Allotment } from "./Allotment.ts";
import { allotmentFaults } from "./allotmentFaults.ts";
import type { BookVerification } from "./BookVerification.ts";
import type { OfferingTerms } from "./OfferingTerms.ts";
import { priceFaults } from "./priceFaults.ts";
import type { SpreadAt } from "./PricePoint.ts";
import type { Pricing } from "./Pricing.ts";
import { ruleFaults } from "./ruleFaults.ts";
import { ruleHash } from "./ruleHash.ts";

/** What `verifyAllocation` works on. */
export interface VerifyAllocationOptions {
  /** What `verifyBook` found. */
  readonly book: BookVerification;
  /** Terms of the offering on the chain. */
  readonly terms: Pick<OfferingTerms, "units" | "priceFloor" | "priceCap" | "ruleHash">;
  /** The rule that is said to be the one of the terms. */
  readonly rule: AllocationRule;
  /** Step of prices, in minor units. */
  readonly priceTick: bigint;
  readonly spreadAt: SpreadAt;
  /** The classes of an investor in the registry when units were allotted. */
  readonly classesOf: (investor: string) => readonly InvestorClass[];
  /** The price on the chain. */
  readonly pricing: Pick<Pricing, "pricePerUnit" | "spreadE8" | "isManual">;
  /** The allotments on the chain, in their order. */
  readonly allotments: readonly Allotment[];
}

/**
 * Holds the price and the allotments of an offering against its book, its terms and its rule. Empty when nothing is wrong.
 *
 * It goes by the orders of `book`: where some were not shown, which the faults of `book` say, the price and the rule's result
 * are those of the others. The rule's result is that at the price on the chain, so that a wrong price does not make every
 * allotment wrong. An allocation that is said to depart from the rule is held against orders and terms alone:
 * `compareAllocations` shows how it departs. So is one whose rule is not the one of the terms.
 *
 * @throws PriceRangeError, OfferedUnitsError when terms or tick are such as no offering has; what `spreadAt` throws
 */
export function verifyAllocation(options: VerifyAllocationOptions): readonly AllocationFault[] {
  const { book, terms, rule, pricing, allotments, priceTick, spreadAt, classesOf } = options;
  const { units, priceFloor, priceCap } = terms;
  const price = pricing.pricePerUnit;
  const point = { price, spreadE8: spreadAt(price) };
  const orders = book.orders.map(({ order }) => order);
  const wrongRule = wrongRuleFaults(rule, terms.ruleHash);
  return [
    ...priceFaults({ orders, units, priceFloor, priceCap, priceTick, spreadAt, pricing }),
    ...allotmentFaults({ ...point, book, units, allotments }),
    ...wrongRule,
    ...(wrongRule.length > 0 || pricing.isManual
      ? []
      : ruleFaults({ ...point, orders: book.orders, rule, units, classesOf, allotments })),
  ];
}

function wrongRuleFaults(rule: AllocationRule, committed: string): readonly AllocationFault[] {
  const hash = ruleHash(rule);
  if (hash !== committed.toLowerCase()) {
    const sentence = `The rule shown has the hash ${hash}, but the terms have ${committed}: it is another rule.`;
    return [{ code: "ruleChanged", position: undefined, sentence }];
  }
  if (rule.lotUnits > 0n) return [];
  const sentence = `The rule allots in lots of ${rule.lotUnits} units: nothing can be allotted by it.`;
  return [{ code: "ruleUnusable", position: undefined, sentence }];
}
