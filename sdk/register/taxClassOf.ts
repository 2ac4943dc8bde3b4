/** How interest of a holder is taxed, by what the participant register says of it. */
export const TAX_CLASSES = [
  "exempt",
  "residentIndividual",
  "residentCorporation",
  "nonResidentIndividual",
  "nonResidentCorporation",
] as const;

/** How interest of a holder is taxed. */
export type TaxClass = (typeof TAX_CLASSES)[number];

/**
 * The tax class of a holder with these classes: exempt when its interest is paid without withholding, else by residence
 * (居住者, Income Tax Act art. 2(1)(iii)) and by whether it is an individual.
 */
export function taxClassOf(classes: readonly string[]): TaxClass {
  if (classes.includes("withholdingExempt")) return "exempt";
  const isIndividual = classes.includes("individual");
  if (classes.includes("resident")) return isIndividual ? "residentIndividual" : "residentCorporation";
  return isIndividual ? "nonResidentIndividual" : "nonResidentCorporation";
}
