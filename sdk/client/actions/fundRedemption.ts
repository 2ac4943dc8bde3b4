import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { isinBytes, servicingCall } from "./servicingCall.ts";

/** What `fundRedemption` funds. */
export interface FundRedemptionOptions {
  readonly isin: string;
  /** 0 at maturity, else the number of the option, from 1. */
  readonly redemption: number;
  /** In minor units, at most what is missing. */
  readonly amount: bigint;
}

/** Funds a redemption out of the sender's account. Sender: anybody, who has approved the money before (`approveMoney`). */
export function fundRedemption(kessai: Kessai, { isin, redemption, amount }: FundRedemptionOptions): Call {
  const data = kessai.redemptionAgent.interface.encodeFunctionData("fund", [
    isinBytes(isin),
    redemption,
    amount,
  ]);
  return servicingCall(kessai, { contract: "redemptionAgent", data, what: `fund a redemption of ${isin}` });
}
