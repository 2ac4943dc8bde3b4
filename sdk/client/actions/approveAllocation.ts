import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { offeringCall } from "./offeringCall.ts";
import { isinBytes } from "./servicingCall.ts";

/** Approves an allocation that departs from the rule. Sender: the issuer, or its operator in scope issue. */
export function approveAllocation(
  kessai: Kessai,
  { isin, allocationHash }: { readonly isin: string; readonly allocationHash: string },
): Call {
  const args = [isinBytes(isin), allocationHash] as const;
  const data = kessai.offering.interface.encodeFunctionData("approveAllocation", [...args]);
  return offeringCall(kessai, data, `approve the allocation of ${isin}`);
}
