import { KessaiError } from "../../errors/KessaiError.ts";

/** A period to be charged is not one in which the trade failed. */
export class FailsPeriodError extends KessaiError {
  readonly rule: string;

  constructor(from: string, until: string, rule: string) {
    super({
      code: "FAILS_PERIOD_REFUSED",
      message: `A fail cannot be charged from ${from} until ${until}: ${rule}.`,
      hint: "Charge from the intended settlement date, or the day after the last one charged, until the day of settlement.",
      details: { from, until, rule },
    });
    this.rule = rule;
  }
}
