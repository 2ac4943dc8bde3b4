import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { isinBytes, servicingCall } from "./servicingCall.ts";

/** What `redeemHolders` redeems. */
export interface RedeemHoldersOptions {
  readonly isin: string;
  /** 0 at maturity, else the number of the option, from 1. */
  readonly redemption: number;
  /** A page of holders; those without units to redeem are passed over. */
  readonly holders: readonly string[];
}

/** Ends the units of a page of holders against payment. Sender: anybody. */
export function redeemHolders(kessai: Kessai, { isin, redemption, holders }: RedeemHoldersOptions): Call {
  const data = kessai.redemptionAgent.interface.encodeFunctionData("redeem", [
    isinBytes(isin),
    redemption,
    [...holders],
  ]);
  const what = `redeem units of ${isin} of ${holders.length} holders`;
  return servicingCall(kessai, { contract: "redemptionAgent", data, what });
}
