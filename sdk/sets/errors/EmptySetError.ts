import { KessaiError } from "../../errors/KessaiError.ts";

/** A set without trades. */
export class EmptySetError extends KessaiError {
  constructor() {
    super({
      code: "SET_EMPTY",
      message: "A set needs one trade at least.",
      hint: "Choose the trades that shall settle together.",
    });
  }
}
