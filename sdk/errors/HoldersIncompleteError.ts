import { KessaiError } from "./KessaiError.ts";

/** The holders that the log names do not have all units of a bond together. */
export class HoldersIncompleteError extends KessaiError {
  constructor({
    isin,
    found,
    supply,
  }: {
    readonly isin: string;
    readonly found: bigint;
    readonly supply: bigint;
  }) {
    super({
      code: "HOLDERS_INCOMPLETE",
      message: `The holders of ${isin} that the node's log names have ${found} units together, but there are ${supply}.`,
      hint: "Ask a node that keeps all logs since the house was deployed.",
      details: { isin, found, supply },
    });
  }
}
