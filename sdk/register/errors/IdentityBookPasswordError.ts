import { KessaiError } from "../../errors/KessaiError.ts";

/** A password does not open an identity book, or is none. Says nothing of it. */
export class IdentityBookPasswordError extends KessaiError {
  constructor(message: string) {
    super({
      code: "IDENTITY_BOOK_PASSWORD",
      message,
      hint: "Set KESSAI_BOOK_PASSWORD to the book's password, or leave it unset to be asked.",
    });
  }
}
