import { KessaiError } from "../../errors/KessaiError.ts";

/** The rate of the coupon that runs on the payment date does not follow from the term sheet. */
export class OpenRateError extends KessaiError {
  constructor(isin: string, paymentDate: string) {
    super({
      code: "RATE_OPEN",
      message: `The interest of ${isin} accrued until ${paymentDate} is not known: the rate of that coupon is fixed or decided later.`,
      hint: "Give the rate of the running coupon, as the bond's contract has it.",
      details: { isin, paymentDate },
    });
  }
}
