import { KessaiError } from "./KessaiError.ts";

/** A text is not a calendar date, or a calculation left the years that can be written. */
export class InvalidDateError extends KessaiError {
  constructor(value: string) {
    super({
      code: "DATE_INVALID",
      message: `"${value}" is not a calendar date.`,
      hint: "Write a real date as YYYY-MM-DD, between 0001-01-01 and 9999-12-31.",
      details: { value },
    });
  }
}
