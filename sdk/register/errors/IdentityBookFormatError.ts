import { KessaiError } from "../../errors/KessaiError.ts";

/** A file is no identity book of a version that is known here. */
export class IdentityBookFormatError extends KessaiError {
  constructor(name: string, reason: string) {
    super({
      code: "IDENTITY_BOOK_UNREADABLE",
      message: `${name} is not an identity book that can be read here: ${reason}.`,
      hint: "Give a file that the job `register book` has written, and a release that knows its version.",
      details: { name, reason },
    });
  }
}
