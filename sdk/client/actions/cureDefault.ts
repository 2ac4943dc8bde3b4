import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { isinBytes, servicingCall } from "./servicingCall.ts";

/** Records that everything overdue was funded after all. Sender: the fiscal agent. */
export function cureDefault(
  kessai: Kessai,
  { isin, evidence }: { readonly isin: string; readonly evidence: string },
): Call {
  const data = kessai.redemptionAgent.interface.encodeFunctionData("cureDefault", [
    isinBytes(isin),
    evidence,
  ]);
  return servicingCall(kessai, {
    contract: "redemptionAgent",
    data,
    what: `record that the default of ${isin} is cured`,
  });
}
