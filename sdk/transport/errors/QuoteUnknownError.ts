import { KessaiError } from "../../errors/KessaiError.ts";

/** A quote was to be withdrawn that this program did not give, or that it has forgotten since its request was over. */
export class QuoteUnknownError extends KessaiError {
  /** @param id of the quote */
  constructor(id: string) {
    super({
      code: "QUOTE_UNKNOWN",
      message: `The quote ${id} is none that this program knows.`,
      hint: "Cancel the quote on the chain, by its number.",
      details: { id },
    });
  }
}
