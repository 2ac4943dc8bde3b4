import { KessaiError } from "./KessaiError.ts";

/** What InvalidScheduleError is made of. */
export interface InvalidScheduleOptions {
  /** The field of the terms at fault, such as "firstCouponDate". */
  readonly field: string;
  /** What stands there. */
  readonly value: string;
  /** The rule it breaks. */
  readonly rule: string;
}

/** The terms of a bond give no coupon schedule. */
export class InvalidScheduleError extends KessaiError {
  readonly field: string;
  readonly rule: string;

  constructor({ field, value, rule }: InvalidScheduleOptions) {
    super({
      code: "SCHEDULE_INVALID",
      message: `No coupon schedule can be made: ${field} "${value}" ${rule}.`,
      hint: "Correct the dates of the bond.",
      details: { field, value, rule },
    });
    this.field = field;
    this.rule = rule;
  }
}
