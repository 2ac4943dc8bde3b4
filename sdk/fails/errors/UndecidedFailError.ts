import { KessaiError } from "../../errors/KessaiError.ts";

/** A payment was asked for where no side is the one that fails. */
export class UndecidedFailError extends KessaiError {
  constructor(tradeId: string) {
    super({
      code: "FAILING_SIDE_UNDECIDED",
      message: `The trade ${tradeId} fails on both sides or on neither: nobody owes a fails charge for it.`,
      hint: "Look at the reasons of its last attempt, and agree with the counterparty who is to pay.",
      details: { tradeId },
    });
  }
}
