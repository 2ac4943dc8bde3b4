import type { ChainEvent } from "../../events/ChainEvent.ts";
import { decodeLogs } from "../../events/decodeLogs.ts";
import type { Kessai } from "../Kessai.ts";
import { queryLogs } from "./queryLogs.ts";

/** The events that make a trade final: against payment, free of payment, payment only. */
export const FINAL_EVENTS = ["Settled", "Delivered", "Paid"] as const;

/** The events that end a trade. */
export const ENDING_EVENTS = [...FINAL_EVENTS, "Cancelled", "Expired"] as const;

/** How a trade ended; `undefined` while it is open or unknown. */
export type TradeOutcome = (typeof ENDING_EVENTS)[number] | undefined;

/** All that happened to a trade. */
export interface TradeHistory {
  readonly id: string;
  readonly outcome: TradeOutcome;
  /** Whether it settled, with both legs or the one that it has. */
  readonly isFinal: boolean;
  /** The event of its end. */
  readonly closing: ChainEvent | undefined;
  /** Events of the settlement contract about it, in their order. */
  readonly events: readonly ChainEvent[];
}

/** What the log says about a trade, by its id: the one place that tells settled from cancelled and expired. */
export async function tradeHistory(kessai: Kessai, id: string): Promise<TradeHistory> {
  const topics = [null, id];
  const events = decodeLogs(await queryLogs(kessai, { address: kessai.deployment.addresses.escrow, topics }));
  const closing = events.find(({ name }) => isEnding(name));
  const outcome = ENDING_EVENTS.find((name) => name === closing?.name);
  const isFinal = FINAL_EVENTS.some((name) => name === outcome);
  return { id, outcome, isFinal, closing, events };
}

function isEnding(name: string): boolean {
  return ENDING_EVENTS.some((ending) => ending === name);
}
