import { decodeAscii, encodeAscii } from "../../encoding/asciiBytes.ts";
import { classesOf } from "../../participants/classes.ts";
import type { InvestorClass } from "../../terms/Party.ts";
import type { Kessai } from "../Kessai.ts";

/** Where a bond is in its life (IBondToken.LifeCycle). */
export const LIFE_CYCLES = ["planned", "outstanding", "closed", "matured", "stopped"] as const;

/** Where a bond is in its life. */
export type LifeCycle = (typeof LIFE_CYCLES)[number];

/** A bond as its contract has it. Moments are seconds since 1970-01-01T00:00:00Z. */
export interface BondInfo {
  readonly isin: string;
  readonly address: string;
  readonly name: string;
  readonly issuer: string;
  readonly currency: string;
  readonly denomination: bigint;
  /** Units of the whole issue, and those in circulation. */
  readonly units: bigint;
  readonly outstanding: bigint;
  readonly requiredClasses: readonly InvestorClass[];
  readonly issueDate: bigint;
  readonly maturityDate: bigint;
  readonly closedFrom: bigint;
  readonly recordCutoffs: readonly bigint[];
  readonly termsHash: string;
  readonly lifeCycle: LifeCycle;
  readonly paused: boolean;
}

/** The bond of an ISIN, or `undefined` when it was not created. */
export async function bondInfo(kessai: Kessai, isin: string): Promise<BondInfo | undefined> {
  if (!(await kessai.bondFactory.exists(encodeAscii(isin, 12)))) return undefined;
  const bond = await kessai.bond(isin);
  const [address, terms, lifeCycle, outstanding, paused] = await Promise.all([
    bond.getAddress(),
    bond.terms(),
    bond.lifeCycle(),
    bond.totalSupply(),
    bond.paused(),
  ]);
  return {
    isin,
    address,
    name: terms.name,
    issuer: terms.issuer,
    currency: decodeAscii(terms.currency),
    denomination: terms.denomination,
    units: terms.units,
    outstanding,
    requiredClasses: classesOf(terms.requiredClasses),
    issueDate: terms.issueDate,
    maturityDate: terms.maturityDate,
    closedFrom: terms.closedFrom,
    recordCutoffs: [...terms.recordCutoffs],
    termsHash: terms.termsHash,
    lifeCycle: LIFE_CYCLES[Number(lifeCycle)] ?? "planned",
    paused,
  };
}
