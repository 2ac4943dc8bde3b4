import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { isinBytes, servicingCall } from "./servicingCall.ts";

/** What `lapseUnits` lets lapse. */
export interface LapseUnitsOptions {
  readonly isin: string;
  /** Number of the option, a put or a call by lot, from 1. */
  readonly option: number;
  /** A page of holders; those who still have what they put, or what was drawn, are passed over. */
  readonly holders: readonly string[];
}

/** Lets lapse what holders put, or what was drawn from them, and they no longer have on its date. Sender: anybody. */
export function lapseUnits(kessai: Kessai, { isin, option, holders }: LapseUnitsOptions): Call {
  const data = kessai.redemptionAgent.interface.encodeFunctionData("lapse", [
    isinBytes(isin),
    option,
    [...holders],
  ]);
  const what = `let units of ${isin} lapse that ${holders.length} holders no longer have`;
  return servicingCall(kessai, { contract: "redemptionAgent", data, what });
}
