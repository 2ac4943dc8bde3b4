import { encodeOrder } from "../../offering/encodeOrder.ts";
import type { SignedOrder } from "../../offering/Order.ts";
import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { offeringCall } from "./offeringCall.ts";
import { isinBytes } from "./servicingCall.ts";

/** An order that is given units, with its place in the book. */
export interface OrderAllotment {
  /** From 0. */
  readonly position: bigint;
  readonly units: bigint;
  readonly signed: SignedOrder;
}

/** Allots units to orders, in the order of the book. Sender: the lead manager, or its operator in scope trade. */
export function allotOrders(kessai: Kessai, isin: string, allotments: readonly OrderAllotment[]): Call {
  const encoded = allotments.map(({ position, units, signed: { order, signature } }) => ({
    position,
    units,
    order: encodeOrder(order),
    signature,
  }));
  const data = kessai.offering.interface.encodeFunctionData("allot", [isinBytes(isin), encoded]);
  return offeringCall(kessai, data, `allot ${isin} to ${allotments.length} orders`);
}
