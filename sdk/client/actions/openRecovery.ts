import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { isinBytes, servicingCall } from "./servicingCall.ts";

/** What `openRecovery` opens. Moments are seconds since 1970-01-01T00:00:00Z. */
export interface OpenRecoveryOptions {
  readonly isin: string;
  /** First second after the record date. */
  readonly recordCutoff: bigint;
  /** Start of the payment date. */
  readonly payFrom: bigint;
  /** In minor units. */
  readonly amountPerUnit: bigint;
  /** Hash of the file that proves it. */
  readonly evidence: string;
}

/** Opens a payment to all holders, pro rata, out of what is recovered after a default. Sender: the fiscal agent. */
export function openRecovery(kessai: Kessai, options: OpenRecoveryOptions): Call {
  const { isin, recordCutoff, payFrom, amountPerUnit, evidence } = options;
  const args = [isinBytes(isin), recordCutoff, payFrom, amountPerUnit, evidence] as const;
  const data = kessai.redemptionAgent.interface.encodeFunctionData("openRecovery", [...args]);
  return servicingCall(kessai, { contract: "redemptionAgent", data, what: `open a recovery of ${isin}` });
}
