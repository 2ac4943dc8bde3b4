import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { indexOfNumber } from "../numbering.ts";
import { isinBytes, servicingCall } from "./servicingCall.ts";

/** What `payHolders` pays. */
export interface PayHoldersOptions {
  readonly isin: string;
  /** Number of the payment, from 1. */
  readonly payment: number;
  /** A page of holders; those that were paid are passed over. */
  readonly holders: readonly string[];
}

/** Pays a page of holders what a payment owes them. Sender: anybody. */
export function payHolders(kessai: Kessai, { isin, payment, holders }: PayHoldersOptions): Call {
  const data = kessai.paymentAgent.interface.encodeFunctionData("pay", [
    isinBytes(isin),
    indexOfNumber(payment),
    [...holders],
  ]);
  const what = `pay payment ${payment} of ${isin} to ${holders.length} holders`;
  return servicingCall(kessai, { contract: "paymentAgent", data, what });
}
