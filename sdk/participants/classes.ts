import { INVESTOR_CLASSES } from "../terms/Party.ts";
import type { InvestorClass } from "../terms/Party.ts";

/**
 * The bit of each class in the participant's word on chain. Fixed for ever: a bit is never given another meaning, and a
 * new class takes the next one.
 */
export const CLASS_BITS: Readonly<Record<InvestorClass, bigint>> = {
  qualifiedInstitutionalInvestor: 1n << 0n,
  specifiedInvestor: 1n << 1n,
  resident: 1n << 2n,
  withholdingExempt: 1n << 3n,
  individual: 1n << 4n,
};

/** The bit mask of classes. */
export function classMask(classes: readonly InvestorClass[]): bigint {
  return classes.reduce((mask, name) => mask | CLASS_BITS[name], 0n);
}

/** The classes of a bit mask, in the order of INVESTOR_CLASSES; bits without a meaning are left out. */
export function classesOf(mask: bigint): readonly InvestorClass[] {
  return INVESTOR_CLASSES.filter((name) => (mask & CLASS_BITS[name]) !== 0n);
}
