import { KessaiError } from "./KessaiError.ts";

/** The regular coupon periods that a day count goes by are not given, or contradict themselves. */
export class ReferencePeriodError extends KessaiError {
  readonly rule: string;

  constructor(referenceDates: string, rule: string) {
    super({
      code: "REFERENCE_PERIOD_INVALID",
      message: `No part of a year can be told from the reference dates "${referenceDates}": they ${rule}.`,
      hint: "Give the bond's coupons per year, and as reference dates two coupon dates of its regular series.",
      details: { referenceDates, rule },
    });
    this.rule = rule;
  }
}
