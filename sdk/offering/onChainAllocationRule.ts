import { getAddress } from "ethers";

import type { AllocationRule } from "./AllocationRule.ts";
import type { SheetAllocation } from "./OfferingSheet.ts";

/** What `onChainAllocationRule` works on. */
export interface OnChainAllocationRuleOptions {
  /** Of a sheet that was checked against the term sheet. */
  readonly allocation: SheetAllocation;
  /** Face of one bond, in minor units. */
  readonly denomination: bigint;
  readonly accounts: {
    /** The account of a party, by its id. */
    readonly of: (party: string) => string;
  };
}

/** The allocation rule of an offering sheet with accounts instead of party ids and units instead of face. */
export function onChainAllocationRule(options: OnChainAllocationRuleOptions): AllocationRule {
  const { allocation, denomination, accounts } = options;
  return {
    lotUnits: allocation.lotAmount / denomination,
    tiers: allocation.tiers.map(({ name, investors = [], classes = [] }) => ({
      name,
      investors: investors.map((party) => getAddress(accounts.of(party))),
      classes,
    })),
  };
}
