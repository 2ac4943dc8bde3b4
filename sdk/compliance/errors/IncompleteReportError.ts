import { KessaiError } from "../../errors/KessaiError.ts";

/** A compliance report has not exactly one result for every fund and every rule. */
export class IncompleteReportError extends KessaiError {
  constructor(reason: string) {
    super({
      code: "COMPLIANCE_INCOMPLETE",
      message: `The compliance report is not complete: ${reason}.`,
      hint: "Take the report as checkCompliance makes it.",
      details: { reason },
    });
  }
}
