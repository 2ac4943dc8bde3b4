import { KessaiError } from "./KessaiError.ts";

/** A text is not a time of day, or a count of seconds is not a moment. */
export class InvalidTimeError extends KessaiError {
  constructor(value: string) {
    super({
      code: "TIME_INVALID",
      message: `"${value}" is not a time.`,
      hint: "Write a time of day as HH:MM on the 24-hour clock, 00:00 to 23:59; give a moment as whole seconds since 1970.",
      details: { value },
    });
  }
}
