import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import type { AmendOrderOptions } from "./amendOrder.ts";
import { offeringCall } from "./offeringCall.ts";
import { isinBytes } from "./servicingCall.ts";

/** Takes an order out of the book. Sender: the account that entered it, or its operator. */
export function withdrawOrder(kessai: Kessai, options: Omit<AmendOrderOptions, "commitment">): Call {
  const { isin, position, account } = options;
  const args = [isinBytes(isin), position, account] as const;
  const data = kessai.offering.interface.encodeFunctionData("withdrawOrder", [...args]);
  return offeringCall(kessai, data, `withdraw order ${position + 1n} from the book of ${isin}`);
}
