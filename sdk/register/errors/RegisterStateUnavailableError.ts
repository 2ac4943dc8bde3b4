import { KessaiError } from "../../errors/KessaiError.ts";

/** The node no longer has the contracts' storage as it was at a block, so that a register of it cannot be reconciled. */
export class RegisterStateUnavailableError extends KessaiError {
  constructor(blockNumber: number, cause: unknown) {
    super({
      code: "REGISTER_STATE_UNAVAILABLE",
      message: `The node cannot say what the contracts had stored at block ${blockNumber}.`,
      hint: "Use a node that keeps old states (an archive node), or take a newer block.",
      details: { blockNumber },
      cause,
    });
  }
}
