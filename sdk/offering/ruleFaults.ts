import { formatAmount } from "../encoding/formatAmount.ts";
import type { AllocateOptions } from "./allocate.ts";
import { allocate } from "./allocate.ts";
import type { AllocationFault } from "./AllocationFault.ts";
import type { Allotment } from "./Allotment.ts";
import { compareAllocations } from "./compareAllocations.ts";

/** What `ruleFaults` works on. */
export interface RuleFaultsOptions extends AllocateOptions {
  readonly allotments: readonly Allotment[];
}

/**
 * Where an allocation departs from the rule, by the orders given: who was left out, and who got more or less.
 *
 * @throws as `allocate`
 */
export function ruleFaults({ allotments, ...options }: RuleFaultsOptions): readonly AllocationFault[] {
  const { positions } = compareAllocations({ rule: allocate(options).allotments, manual: allotments });
  return positions.flatMap(
    ({ position, unitsByRule, unitsGiven, difference }): readonly AllocationFault[] => {
      if (difference === 0n) return [];
      const byRule = `the rule gives it ${formatAmount(unitsByRule)}`;
      return unitsGiven === 0n
        ? [
            {
              code: "leftOut",
              position,
              sentence: `Position ${position + 1n} was left out: ${byRule} units.`,
            },
          ]
        : [
            {
              code: "notByRule",
              position,
              sentence: `Position ${position + 1n} is allotted ${formatAmount(unitsGiven)} units, but ${byRule}.`,
            },
          ];
    },
  );
}
