import { KessaiError } from "../../errors/KessaiError.ts";

/** A request was to go to other dealers than it commits to. */
export class DealersDifferError extends KessaiError {
  /** @param id of the request */
  constructor(id: string) {
    super({
      code: "DEALERS_DIFFER",
      message: `The request ${id} does not commit to the dealers that it is to go to, or to as many.`,
      hint: "Give the dealers and the salt from which the commitment in the request was made.",
      details: { id },
    });
  }
}
