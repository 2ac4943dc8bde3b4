import { KessaiError } from "../../errors/KessaiError.ts";

/** One dealer is named twice among those that are asked. */
export class RepeatedDealerError extends KessaiError {
  constructor(dealer: string) {
    super({
      code: "DEALER_REPEATED",
      message: `The dealer ${dealer} is named twice among those that are asked.`,
      hint: "Name each dealer once.",
      details: { dealer },
    });
  }
}
