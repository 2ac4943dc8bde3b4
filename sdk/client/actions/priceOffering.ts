import type { Pricing } from "../../offering/Pricing.ts";
import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { offeringCall } from "./offeringCall.ts";
import { isinBytes } from "./servicingCall.ts";

/** Fixes the price of an offering (条件決定). Sender: the lead manager, or its operator in scope trade. */
export function priceOffering(kessai: Kessai, isin: string, pricing: Pricing): Call {
  const data = kessai.offering.interface.encodeFunctionData("price", [isinBytes(isin), { ...pricing }]);
  return offeringCall(kessai, data, `price ${isin} at ${pricing.pricePerUnit} a unit`);
}
