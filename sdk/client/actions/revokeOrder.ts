import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import type { EnterOrderOptions } from "./enterOrder.ts";
import { offeringCall } from "./offeringCall.ts";
import { isinBytes } from "./servicingCall.ts";

/** Takes back an order that an investor signed, whoever entered it. Sender: the investor, or its operator in scope trade. */
export function revokeOrder(kessai: Kessai, { isin, account, commitment }: EnterOrderOptions): Call {
  const args = [isinBytes(isin), account, commitment] as const;
  const data = kessai.offering.interface.encodeFunctionData("revokeOrder", [...args]);
  return offeringCall(kessai, data, `take back an order for ${isin}`);
}
