import { KessaiError } from "../../sdk/errors/KessaiError.ts";

/** The command line asks for something that cannot be: nothing was read or sent. */
export class UsageError extends KessaiError {
  constructor(message: string, hint: string) {
    super({ code: "USAGE", message, hint });
  }
}
