import { KessaiError } from "./KessaiError.ts";

/** A code is not one of a currency in which money can be paid. */
export class UnknownCurrencyError extends KessaiError {
  constructor(code: string) {
    super({
      code: "CURRENCY_UNKNOWN",
      message: `"${code}" is not the ISO 4217 code of a currency in which money can be paid.`,
      hint: "Use the three capital letters of ISO 4217, such as JPY.",
      details: { currency: code },
    });
  }
}
