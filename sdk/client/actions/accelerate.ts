import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { isinBytes, servicingCall } from "./servicingCall.ts";

/** Makes the principal of a bond in default fall due now. Sender: the fiscal agent. */
export function accelerate(
  kessai: Kessai,
  { isin, evidence }: { readonly isin: string; readonly evidence: string },
): Call {
  const data = kessai.redemptionAgent.interface.encodeFunctionData("accelerate", [isinBytes(isin), evidence]);
  return servicingCall(kessai, { contract: "redemptionAgent", data, what: `accelerate ${isin}` });
}
