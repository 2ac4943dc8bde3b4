import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { indexOfNumber } from "../numbering.ts";
import { isinBytes, servicingCall } from "./servicingCall.ts";

/** What `fixRate` fixes. */
export interface FixRateOptions {
  readonly isin: string;
  /** Number of the payment, from 1. */
  readonly payment: number;
  /** The index, in units of 10^-8; it may be negative. */
  readonly indexE8: bigint;
  /** Hash of the page or message that shows it. */
  readonly source: string;
}

/** Fixes the index of a floating rate for one payment. Sender: the fiscal agent. */
export function fixRate(kessai: Kessai, { isin, payment, indexE8, source }: FixRateOptions): Call {
  const args = [isinBytes(isin), indexOfNumber(payment), indexE8, source] as const;
  const data = kessai.schedules.interface.encodeFunctionData("fixRate", [...args]);
  return servicingCall(kessai, {
    contract: "schedules",
    data,
    what: `fix the rate of payment ${payment} of ${isin}`,
  });
}
