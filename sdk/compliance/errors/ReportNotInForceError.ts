import { formatMoment } from "../../calendar/formatMoment.ts";
import { KessaiError } from "../../errors/KessaiError.ts";

/** What ReportNotInForceError is made of; moments in seconds since 1970-01-01T00:00:00Z. */
export interface ReportNotInForceOptions {
  readonly asOf: bigint;
  readonly validUntil: bigint;
  readonly now: bigint;
}

/** The facts of a compliance report are too old, or are said to be of a time that has not come. */
export class ReportNotInForceError extends KessaiError {
  constructor({ asOf, validUntil, now }: ReportNotInForceOptions) {
    super({
      code: "COMPLIANCE_NOT_IN_FORCE",
      message:
        `The compliance report holds from ${formatMoment(asOf)} until before ${formatMoment(validUntil)}; ` +
        `it is ${formatMoment(now)}.`,
      hint: "Read the facts again, check again, and write the ticket on the new report.",
      details: { asOf, validUntil, now },
    });
  }
}
