import { KessaiError } from "../../errors/KessaiError.ts";

/** The table of reference rates has none for a day that is charged. */
export class MissingReferenceRateError extends KessaiError {
  readonly date: string;

  constructor(date: string, convention: string) {
    super({
      code: "REFERENCE_RATE_MISSING",
      message: `There is no reference rate for ${date}, which the ${convention} charges.`,
      hint: "Add the rate that holds for that day; a day without business takes the rate of the business day before.",
      details: { date, convention },
    });
    this.date = date;
  }
}
