import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { isinBytes, servicingCall } from "./servicingCall.ts";

/** Starts the pages of a draw again, after a holder was left out or units have moved. Sender: the fiscal agent. */
export function restartDraw(
  kessai: Kessai,
  { isin, option }: { readonly isin: string; readonly option: number },
): Call {
  const data = kessai.redemptionAgent.interface.encodeFunctionData("restartDraw", [isinBytes(isin), option]);
  const what = `restart the draw of option ${option} of ${isin}`;
  return servicingCall(kessai, { contract: "redemptionAgent", data, what });
}
