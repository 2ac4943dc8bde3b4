import { KessaiError } from "../../errors/KessaiError.ts";

/** A compliance report is about something else than what the ticket says, or what is about to be dealt under it. */
export class OtherTicketError extends KessaiError {
  /** What differs, one sentence each. */
  readonly differences: readonly string[];

  constructor(differences: readonly string[]) {
    super({
      code: "COMPLIANCE_OTHER_TICKET",
      message: ["The compliance report was made for something else:", ...differences].join("\n  "),
      hint: "Check what the ticket says, and write the ticket on that report.",
      details: { differences },
    });
    this.differences = differences;
  }
}
