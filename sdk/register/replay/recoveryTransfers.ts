import type { ChainEvent } from "../../events/ChainEvent.ts";

/**
 * Those transfers of a token that carry the position of a lost key to its successor: for each PositionRecovered event
 * the last transfer before it, in the same transaction, of the same units between the same accounts.
 *
 * @param events of one token, in order
 */
export function recoveryTransfers(events: readonly ChainEvent[]): ReadonlySet<ChainEvent> {
  const found = new Set<ChainEvent>();
  for (const [index, { name, args, transactionHash }] of events.entries()) {
    if (name !== "PositionRecovered") continue;
    const transfer = events
      .slice(0, index)
      .findLast(
        (each) =>
          each.name === "Transfer" &&
          each.transactionHash === transactionHash &&
          each.args["from"] === args["lost"] &&
          each.args["to"] === args["successor"] &&
          each.args["value"] === args["amount"],
      );
    if (transfer !== undefined) found.add(transfer);
  }
  return found;
}
