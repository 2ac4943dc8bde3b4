import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { offeringCall } from "./offeringCall.ts";
import { isinBytes } from "./servicingCall.ts";

/**
 * Calls an offering off. Sender: the issuer or its agent; once it is priced also the lead manager, each of them once.
 */
export function callOffOffering(kessai: Kessai, isin: string): Call {
  const data = kessai.offering.interface.encodeFunctionData("callOff", [isinBytes(isin)]);
  return offeringCall(kessai, data, `call off the offering of ${isin}`);
}
