import { KessaiError } from "../../errors/KessaiError.ts";

/** Figures of an allocation contradict each other or the offering. */
export class InvalidAllocationError extends KessaiError {
  constructor(reason: string) {
    super({
      code: "ALLOCATION_INVALID",
      message: `The allocation does not fit the offering: ${reason}.`,
      hint: "Read the allotments, their failures and the terms again from the same block.",
      details: { reason },
    });
  }
}
