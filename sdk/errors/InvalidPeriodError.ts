import { KessaiError } from "./KessaiError.ts";

/** A period of interest ends before it starts. */
export class InvalidPeriodError extends KessaiError {
  constructor(startDate: string, endDate: string) {
    super({
      code: "PERIOD_INVALID",
      message: `Interest cannot run from ${startDate} to ${endDate}: the period ends before it starts.`,
      hint: "Give the earlier date as the start of the period.",
      details: { startDate, endDate },
    });
  }
}
