import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { isinBytes, servicingCall } from "./servicingCall.ts";

/** Lets transfers go on although drawn units are still to be redeemed, being held for trades. Sender: the fiscal agent. */
export function endDraw(
  kessai: Kessai,
  { isin, option }: { readonly isin: string; readonly option: number },
): Call {
  const data = kessai.redemptionAgent.interface.encodeFunctionData("endDraw", [isinBytes(isin), option]);
  const what = `end the draw of option ${option} of ${isin}`;
  return servicingCall(kessai, { contract: "redemptionAgent", data, what });
}
