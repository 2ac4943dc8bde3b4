import { KessaiError } from "../../errors/KessaiError.ts";

/** Bytes that are not those of a packed set. */
export class MalformedSetError extends KessaiError {
  constructor(length: number, expected: number) {
    super({
      code: "SET_MALFORMED",
      message: `A packed set of this head has ${expected} bytes; these are ${length}.`,
      hint: "Take the bytes of a SetSettled event, or of packSet, as they are.",
      details: { length, expected },
    });
  }
}
