import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { offeringCall } from "./offeringCall.ts";
import { isinBytes } from "./servicingCall.ts";

/** Has an offering close only with an allocation that the issuer approves. Sender: the issuer, or its operator in scope issue. */
export function demandApproval(kessai: Kessai, isin: string): Call {
  const data = kessai.offering.interface.encodeFunctionData("demandApproval", [isinBytes(isin)]);
  return offeringCall(kessai, data, `demand to approve the allocation of ${isin}`);
}
