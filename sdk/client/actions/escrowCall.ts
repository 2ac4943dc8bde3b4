import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import type { Side } from "../../trade/Trade.ts";

/** The number by which the contract knows a side. */
export const SIDE_NUMBERS: Readonly<Record<Side, bigint>> = { seller: 0n, buyer: 1n };

/** A call of the settlement contract. */
export function escrowCall({ deployment }: Kessai, data: string, what: string): Call {
  return { to: deployment.addresses.escrow, data, what };
}
