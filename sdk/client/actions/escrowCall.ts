import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import type { Readiness, Side } from "../../trade/Trade.ts";

/** The number by which the contract knows a side. */
export const SIDE_NUMBERS: Readonly<Record<Side, bigint>> = { seller: 0n, buyer: 1n };

/** The number by which the contract knows how a side stands to a trade. */
export const READINESS_NUMBERS: Readonly<Record<Readiness, bigint>> = {
  ready: 0n,
  earmarked: 1n,
  "on hold": 2n,
};

/** A call of the settlement contract. */
export function escrowCall({ deployment }: Kessai, data: string, what: string): Call {
  return { to: deployment.addresses.escrow, data, what };
}
