import { KessaiError } from "./KessaiError.ts";

/** A list of business centres is empty, so that nothing says which days are business days. */
export class NoBusinessCentreError extends KessaiError {
  constructor() {
    super({
      code: "BUSINESS_CENTRE_MISSING",
      message: "No business centre is given.",
      hint: "Name at least one business centre, the principal one first.",
    });
  }
}
