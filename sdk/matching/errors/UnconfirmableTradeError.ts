import { KessaiError } from "../../errors/KessaiError.ts";

/** A trade cannot be confirmed on the quote given. */
export class UnconfirmableTradeError extends KessaiError {
  constructor(reason: string) {
    super({
      code: "CONFIRMATION_IMPOSSIBLE",
      message: `The trade cannot be confirmed: ${reason}.`,
      hint: "Give a trade of bonds against payment, and the quote that it came from.",
      details: { reason },
    });
  }
}
