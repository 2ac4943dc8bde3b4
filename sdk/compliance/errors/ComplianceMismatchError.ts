import { KessaiError } from "../../errors/KessaiError.ts";

/** A ticket was written on another compliance report than the one shown. */
export class ComplianceMismatchError extends KessaiError {
  constructor(compliance: string, report: string) {
    super({
      code: "COMPLIANCE_MISMATCH",
      message: `The ticket is cleared by the report ${compliance}, but the report shown has the hash ${report}.`,
      hint: "Show the report that the ticket was written on, unchanged, or have a new ticket signed on this one.",
      details: { compliance, report },
    });
  }
}
