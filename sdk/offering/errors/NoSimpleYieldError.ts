import { KessaiError } from "../../errors/KessaiError.ts";

/** A bond has no simple yield, since its interest or its repayments are not those of a straight bond. */
export class NoSimpleYieldError extends KessaiError {
  constructor(isin: string, reason: string) {
    super({
      code: "NO_SIMPLE_YIELD",
      message: `${isin} has no simple yield, so that its price has no spread: ${reason}.`,
      hint: "Offer it in a range of prices, and take orders with limits of price only.",
      details: { isin, reason },
    });
  }
}
