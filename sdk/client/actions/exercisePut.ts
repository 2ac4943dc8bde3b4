import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { indexOfNumber } from "../numbering.ts";
import { isinBytes, servicingCall } from "./servicingCall.ts";

/** What `exercisePut` asks for. */
export interface ExercisePutOptions {
  readonly isin: string;
  /** Number of the option, from 1. */
  readonly option: number;
  readonly account: string;
  /** Replaces what was asked for before; zero takes it back. */
  readonly units: bigint;
}

/** Asks for units to be redeemed on the date of a put. Sender: the account, or its operator in scope trade. */
export function exercisePut(kessai: Kessai, { isin, option, account, units }: ExercisePutOptions): Call {
  const args = [isinBytes(isin), indexOfNumber(option), account, units] as const;
  const data = kessai.redemptionAgent.interface.encodeFunctionData("exercisePut", [...args]);
  return servicingCall(kessai, { contract: "redemptionAgent", data, what: `put ${units} units of ${isin}` });
}
