import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { indexOfNumber } from "../numbering.ts";
import { isinBytes, servicingCall } from "./servicingCall.ts";

/** What `returnFunding` gives back. */
export interface ReturnFundingOptions {
  readonly isin: string;
  /** Number of the payment, from 1. */
  readonly payment: number;
}

/** Gives the incomplete funding of a payment back to the issuer. Sender: the fiscal agent. */
export function returnFunding(kessai: Kessai, { isin, payment }: ReturnFundingOptions): Call {
  const args = [isinBytes(isin), indexOfNumber(payment)] as const;
  const data = kessai.paymentAgent.interface.encodeFunctionData("returnFunding", [...args]);
  const what = `return what payment ${payment} of ${isin} was funded with`;
  return servicingCall(kessai, { contract: "paymentAgent", data, what });
}
