import { KessaiError } from "../../errors/KessaiError.ts";

/** Cash of several currencies cannot be added up: a currency has no weight. */
export class MissingWeightError extends KessaiError {
  /** Currency codes without a weight. */
  readonly missing: readonly string[];

  constructor(missing: readonly string[], currencies: readonly string[]) {
    super({
      code: "WEIGHT_MISSING",
      message: `Trades are paid in ${currencies.join(", ")}, and there is no weight for ${missing.join(", ")}.`,
      hint: "Give each currency a weight: what one of its minor units counts in the value that is to be the largest.",
      details: { missing, currencies },
    });
    this.missing = missing;
  }
}
