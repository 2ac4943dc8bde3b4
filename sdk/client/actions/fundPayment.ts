import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { indexOfNumber } from "../numbering.ts";
import { isinBytes, servicingCall } from "./servicingCall.ts";

/** What `fundPayment` funds. */
export interface FundPaymentOptions {
  readonly isin: string;
  /** Number of the payment, from 1. */
  readonly payment: number;
  /** In minor units, at most what is missing. */
  readonly amount: bigint;
}

/** Funds a payment out of the sender's account. Sender: anybody, who has approved the money before (`approveMoney`). */
export function fundPayment(kessai: Kessai, { isin, payment, amount }: FundPaymentOptions): Call {
  const args = [isinBytes(isin), indexOfNumber(payment), amount] as const;
  const data = kessai.paymentAgent.interface.encodeFunctionData("fund", [...args]);
  return servicingCall(kessai, {
    contract: "paymentAgent",
    data,
    what: `fund payment ${payment} of ${isin}`,
  });
}
