import { encodeAscii } from "../../encoding/asciiBytes.ts";
import type { Kessai } from "../Kessai.ts";

/** Where a redemption stands. Amounts are minor units of the bond's currency. */
export interface RedemptionStatus {
  /** 0 at maturity, else the number of the option. */
  readonly number: number;
  /** Whether it takes place: at maturity always, by an option once notice was given. */
  readonly isOpen: boolean;
  /** First second at which units can be redeemed. */
  readonly payFrom: bigint;
  readonly pricePerUnit: bigint;
  /** Units still to be redeemed. */
  readonly units: bigint;
  readonly redeemedUnits: bigint;
  /** What the units still to be redeemed need. */
  readonly required: bigint;
  readonly funded: bigint;
  readonly spent: bigint;
  /** What has still to be funded. */
  readonly missing: bigint;
  /** Whether it takes place and no unit is left of it. */
  readonly isCompleted: boolean;
  /** Whether money is missing after the grace period. */
  readonly isOverdue: boolean;
}

/** Where a redemption of a bond stands: number 0 at maturity, else that of the option, from 1. */
export async function redemptionStatus(
  { redemptionAgent }: Kessai,
  { isin, redemption }: { readonly isin: string; readonly redemption: number },
): Promise<RedemptionStatus> {
  const id = encodeAscii(isin, 12);
  const [found, isOverdue] = await Promise.all([
    redemptionAgent.redemptionOf(id, redemption),
    redemptionAgent.isOverdue(id, redemption),
  ]);
  const { isOpen, payFrom, pricePerUnit, units, funded, spent, redeemedUnits } = found;
  const required = units * pricePerUnit;
  const there = funded - spent;
  return {
    number: redemption,
    isOpen,
    payFrom,
    pricePerUnit,
    units,
    redeemedUnits,
    required,
    funded,
    spent,
    missing: isOpen && required > there ? required - there : 0n,
    isCompleted: isOpen && units === 0n && redeemedUnits > 0n,
    isOverdue,
  };
}
