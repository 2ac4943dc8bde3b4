import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { offeringCall } from "./offeringCall.ts";
import { isinBytes } from "./servicingCall.ts";

/** Ends the allocation. Sender: the lead manager, or its operator in scope trade. */
export function completeAllocation(kessai: Kessai, isin: string): Call {
  const data = kessai.offering.interface.encodeFunctionData("completeAllocation", [isinBytes(isin)]);
  return offeringCall(kessai, data, `complete the allocation of ${isin}`);
}
