import { KessaiError } from "../../errors/KessaiError.ts";

/** A number stands where the chain numbers a short list of things, and there is nothing of that number. */
export class UnknownNumberError extends KessaiError {
  /** @param thing what is numbered, such as "kind of a quote" */
  constructor(thing: string, number: bigint) {
    super({
      code: "NUMBER_UNKNOWN",
      message: `${number} is no ${thing}.`,
      hint: "Use a version of this library that fits the contracts.",
      details: { thing, number },
    });
  }
}
