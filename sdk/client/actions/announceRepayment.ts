import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { indexOfNumber } from "../numbering.ts";
import { isinBytes, servicingCall } from "./servicingCall.ts";

/** What `announceRepayment` announces. */
export interface AnnounceRepaymentOptions {
  readonly isin: string;
  /** Number of the option, from 1. */
  readonly option: number;
  /** Number of the payment on the option's date, from 1. */
  readonly payment: number;
  /** Face of one unit that is repaid, in minor units. */
  readonly principalPerUnit: bigint;
}

/** Gives notice that a part of every unit's face is repaid with a payment. Sender: the fiscal agent. */
export function announceRepayment(kessai: Kessai, options: AnnounceRepaymentOptions): Call {
  const { isin, option, payment, principalPerUnit } = options;
  const args = [isinBytes(isin), indexOfNumber(option), indexOfNumber(payment), principalPerUnit] as const;
  const data = kessai.redemptionAgent.interface.encodeFunctionData("announceRepayment", [...args]);
  const what = `repay a part of the face by option ${option} of ${isin}`;
  return servicingCall(kessai, { contract: "redemptionAgent", data, what });
}
