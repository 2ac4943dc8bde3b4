import { KessaiError } from "../../errors/KessaiError.ts";

/** A request was to be asked that is open already. */
export class AskedTwiceError extends KessaiError {
  /** @param id of the request */
  constructor(id: string) {
    super({
      code: "REQUEST_ASKED_TWICE",
      message: `The request ${id} is asked already.`,
      hint: "Use the book that is open, or ask another request, with a salt of its own.",
      details: { id },
    });
  }
}
