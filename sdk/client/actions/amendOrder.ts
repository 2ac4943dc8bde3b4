import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import type { EnterOrderOptions } from "./enterOrder.ts";
import { offeringCall } from "./offeringCall.ts";
import { isinBytes } from "./servicingCall.ts";

/** What amending an order needs to know. */
export interface AmendOrderOptions extends EnterOrderOptions {
  /** Its place in the book, from 0. */
  readonly position: bigint;
}

/** Puts another order in the place of one in the book. Sender: the account that entered it, or its operator. */
export function amendOrder(kessai: Kessai, options: AmendOrderOptions): Call {
  const { isin, position, account, commitment } = options;
  const args = [isinBytes(isin), position, account, commitment] as const;
  const data = kessai.offering.interface.encodeFunctionData("amendOrder", [...args]);
  return offeringCall(kessai, data, `amend order ${position + 1n} of the book of ${isin}`);
}
