import { KessaiError } from "../../errors/KessaiError.ts";

/** What InseparableTradesError says. */
export interface InseparableTrades {
  /** Ids of the smallest group found that settles by itself once the sets before it have. */
  readonly together: readonly string[];
  /** Most trades that a set may have. */
  readonly mostTrades: number;
}

/** Trades wait for each other in a ring that is longer than a set may be. */
export class InseparableTradesError extends KessaiError {
  readonly together: readonly string[];

  constructor({ together, mostTrades }: InseparableTrades) {
    super({
      code: "TRADES_INSEPARABLE",
      message: `No order was found with at most ${mostTrades} trades a set: ${together.length} trades wait for each other.`,
      hint: "Allow larger sets, have a participant of the ring bring in free units, or leave one of the trades out.",
      details: { together, mostTrades },
    });
    this.together = together;
  }
}
