import { KessaiError } from "../../errors/KessaiError.ts";

/** An identity book is not as it was written: damaged, or altered by somebody. */
export class IdentityBookAlteredError extends KessaiError {
  constructor(name: string) {
    super({
      code: "IDENTITY_BOOK_ALTERED",
      message: `The identity book ${name} is not as it was written: it was damaged or altered.`,
      hint: "Restore it from a copy, and find out who changed it; nothing of it was used.",
      details: { name },
    });
  }
}
