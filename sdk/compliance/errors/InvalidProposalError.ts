import { KessaiError } from "../../errors/KessaiError.ts";

/** A proposal says nothing that could be checked. */
export class InvalidProposalError extends KessaiError {
  constructor(reason: string) {
    super({
      code: "PROPOSAL_INVALID",
      message: `The proposal cannot be checked: ${reason}.`,
      hint: "Name at least one fund, a face above zero for each, and what one unit may cost at most.",
      details: { reason },
    });
  }
}
