import { keccak256, toUtf8Bytes } from "ethers";

import { canonicalJson } from "../encoding/canonicalJson.ts";
import type { AllocationRule } from "./AllocationRule.ts";

/**
 * The hash by which an offering's terms know its allocation rule: keccak256 of its canonical JSON text in UTF-8. Within a tier
 * neither the order of accounts and classes makes a difference nor the case of an address nor a name said twice: accounts
 * are in lower case, and both are sorted by code unit. The order of tiers does.
 */
export function ruleHash({ tiers, lotUnits }: AllocationRule): string {
  const content = {
    lotUnits,
    tiers: tiers.map(({ name, investors, classes }) => ({
      name,
      investors: distinct(investors.map((account) => account.toLowerCase())),
      classes: distinct(classes),
    })),
  };
  return keccak256(toUtf8Bytes(canonicalJson(content)));
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)].toSorted();
}
