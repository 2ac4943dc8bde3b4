import type { InvestorClass } from "../terms/Party.ts";
import type { TaxClass } from "./taxClasses.ts";

/**
 * How a holder of these classes is taxed, as the tax table's contract decides it: exempt before all, then non-resident,
 * then individual.
 */
export function taxClassOf(classes: readonly InvestorClass[]): TaxClass {
  if (classes.includes("withholdingExempt")) return "exempt";
  if (!classes.includes("resident")) return "nonResident";
  return classes.includes("individual") ? "individual" : "corporation";
}
