import { KessaiError } from "../../errors/KessaiError.ts";

/** A register was asked for at a block that the chain does not have. */
export class RegisterBlockUnknownError extends KessaiError {
  constructor(which: string) {
    super({
      code: "REGISTER_BLOCK_UNKNOWN",
      message: `The chain has no block ${which}.`,
      hint: "Take a block that exists, or leave it out for the newest one.",
      details: { which },
    });
  }
}
