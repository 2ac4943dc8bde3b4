import { KessaiError } from "./KessaiError.ts";

/** A key that is needed cannot be used. Says which, never what it is. */
export class KeyError extends KessaiError {
  constructor(message: string, hint: string, cause?: unknown) {
    super({ code: "KEY_UNAVAILABLE", message, hint, cause });
  }
}
