import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { isinBytes, servicingCall } from "./servicingCall.ts";

/** What `drawHolders` draws from. */
export interface DrawHoldersOptions {
  readonly isin: string;
  /** Number of the option, from 1. */
  readonly option: number;
  /** The next page of all holders, in ascending order of their accounts. */
  readonly holders: readonly string[];
}

/** Draws called units from a page of holders. Sender: the fiscal agent. */
export function drawHolders(kessai: Kessai, { isin, option, holders }: DrawHoldersOptions): Call {
  const data = kessai.redemptionAgent.interface.encodeFunctionData("draw", [
    isinBytes(isin),
    option,
    [...holders],
  ]);
  const what = `draw units of ${isin} from ${holders.length} holders`;
  return servicingCall(kessai, { contract: "redemptionAgent", data, what });
}
