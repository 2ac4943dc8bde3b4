import { KessaiError } from "../../errors/KessaiError.ts";

/** A charge is in another currency than the convention or the failed trade. */
export class FailsCurrencyError extends KessaiError {
  constructor(currency: string, expected: string) {
    super({
      code: "FAILS_CURRENCY_REFUSED",
      message: `A fail in ${expected} cannot be charged in ${currency}.`,
      hint: "Use the convention of the market whose currency the trade is paid in.",
      details: { currency, expected },
    });
  }
}
