import type { ChainEvent } from "../../events/ChainEvent.ts";

/** Where an event stands in the log. */
export type LogPlace = Pick<ChainEvent, "blockNumber" | "logIndex">;

/** Whether an event comes before another one. */
export function isBefore(one: LogPlace, other: LogPlace): boolean {
  if (one.blockNumber !== other.blockNumber) return one.blockNumber < other.blockNumber;
  return one.logIndex < other.logIndex;
}

/** Events of several contracts in the order of the log. */
export function inLogOrder<Event extends LogPlace>(events: readonly Event[]): readonly Event[] {
  return events.toSorted((one, other) => (isBefore(one, other) ? -1 : 1));
}
