import { KessaiError } from "./KessaiError.ts";

/** A text does not fit into the bytes that a contract keeps for it. */
export class InvalidTextError extends KessaiError {
  constructor(value: string, length: number) {
    super({
      code: "TEXT_INVALID",
      message: `"${value}" is not a text of at most ${length} ASCII characters.`,
      hint: "Use letters, digits and signs of the English keyboard only, and shorten the text if need be.",
      details: { value, length },
    });
  }
}
