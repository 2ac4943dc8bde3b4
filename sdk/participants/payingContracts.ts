import { dataSlice, id } from "ethers";

import type { Deployment } from "../deployments/Deployment.ts";

/** A contract that holds money on its way to holders, and so is in the participant register itself. */
export interface PayingContract {
  readonly name: string;
  readonly account: string;
  /** Not that of a person: the hash of the contract's name. */
  readonly commitment: string;
}

/** First second of the year 2200: as long as the house stands. */
export const PAYING_CONTRACT_EXPIRY = 7_258_118_400n;

/** The contracts of a house that must be admitted before a bond can pay anything. */
export function payingContracts({ addresses }: Deployment): readonly PayingContract[] {
  return (["paymentAgent", "redemptionAgent"] as const).map((name) => ({
    name,
    account: addresses[name],
    commitment: dataSlice(id(`kessai ${name}`), 0, 22),
  }));
}
