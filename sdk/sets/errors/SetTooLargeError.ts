import { KessaiError } from "../../errors/KessaiError.ts";

/** A set with more entries than its format has room for. */
export class SetTooLargeError extends KessaiError {
  constructor(table: string, count: number, maximum: number) {
    super({
      code: "SET_TOO_LARGE",
      message: `A set has room for ${maximum} ${table}; these are ${count}.`,
      hint: "Split the trades into several sets.",
      details: { table, count, maximum },
    });
  }
}
