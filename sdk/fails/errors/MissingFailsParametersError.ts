import { KessaiError } from "../../errors/KessaiError.ts";

/** A convention has no parameters for a day that early. */
export class MissingFailsParametersError extends KessaiError {
  readonly date: string;

  constructor(date: string, convention: string) {
    super({
      code: "FAILS_PARAMETERS_MISSING",
      message: `The ${convention} has no parameters in force on ${date}.`,
      hint: "Charge from its first effective date on, or add the parameters that held before, with their source.",
      details: { date, convention },
    });
    this.date = date;
  }
}
