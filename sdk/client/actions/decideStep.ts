import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { indexOfNumber } from "../numbering.ts";
import { isinBytes, servicingCall } from "./servicingCall.ts";

/** What `decideStep` decides. */
export interface DecideStepOptions {
  readonly isin: string;
  /** Number of the step in the term sheet, from 1. */
  readonly step: number;
  readonly applies: boolean;
  /** Hash of the report on the target or the rating. */
  readonly evidence: string;
}

/** Decides whether a step of the rate applies. Sender: the fiscal agent. */
export function decideStep(kessai: Kessai, { isin, step, applies, evidence }: DecideStepOptions): Call {
  const args = [isinBytes(isin), indexOfNumber(step), applies, evidence] as const;
  const data = kessai.schedules.interface.encodeFunctionData("decideStep", [...args]);
  const what = `decide that step ${step} of ${isin} ${applies ? "applies" : "lapses"}`;
  return servicingCall(kessai, { contract: "schedules", data, what });
}
