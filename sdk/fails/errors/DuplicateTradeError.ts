import { KessaiError } from "../../errors/KessaiError.ts";

/** A list of open trades names one of them twice, so that its totals would be wrong. */
export class DuplicateTradeError extends KessaiError {
  constructor(tradeId: string) {
    super({
      code: "TRADE_DUPLICATE",
      message: `The trade ${tradeId} stands twice in the list of open trades.`,
      hint: "Hand in every open trade once.",
      details: { tradeId },
    });
  }
}
