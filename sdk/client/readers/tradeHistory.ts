import type { ChainEvent } from "../../events/ChainEvent.ts";
import { decodeLogs } from "../../events/decodeLogs.ts";
import type { Kessai } from "../Kessai.ts";
import { queryLogs } from "./queryLogs.ts";

/** How a trade ended; `undefined` while it is open or unknown. */
export type TradeOutcome = "Settled" | "Cancelled" | "Expired" | undefined;

/** All that happened to a trade. */
export interface TradeHistory {
  readonly id: string;
  readonly outcome: TradeOutcome;
  /** The event of its end. */
  readonly closing: ChainEvent | undefined;
  /** Events of the settlement contract about it, in their order. */
  readonly events: readonly ChainEvent[];
}

/** What the log says about a trade, by its id: the one place that tells settled from cancelled and expired. */
export async function tradeHistory(kessai: Kessai, id: string): Promise<TradeHistory> {
  const topics = [null, id];
  const events = decodeLogs(await queryLogs(kessai, { address: kessai.deployment.addresses.escrow, topics }));
  for (const outcome of ["Settled", "Cancelled", "Expired"] as const) {
    const closing = events.find(({ name }) => name === outcome);
    if (closing !== undefined) return { id, outcome, closing, events };
  }
  return { id, outcome: undefined, closing: undefined, events };
}
