/** How a holder is taxed; the place in this list is the number on chain (ITaxTable.TaxClass). */
export const TAX_CLASSES = ["corporation", "individual", "nonResident", "exempt"] as const;

/** How a holder is taxed. */
export type TaxClass = (typeof TAX_CLASSES)[number];
