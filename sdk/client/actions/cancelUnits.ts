import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { isinBytes, servicingCall } from "./servicingCall.ts";

/** Ends units that the issuer owns: bought back (買入消却), or never sold. Sender: the issuer, or its fiscal agent. */
export function cancelUnits(
  kessai: Kessai,
  { isin, units }: { readonly isin: string; readonly units: bigint },
): Call {
  const data = kessai.redemptionAgent.interface.encodeFunctionData("cancelUnits", [isinBytes(isin), units]);
  return servicingCall(kessai, {
    contract: "redemptionAgent",
    data,
    what: `cancel ${units} units of ${isin}`,
  });
}
