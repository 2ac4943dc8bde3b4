import { KessaiError } from "../../errors/KessaiError.ts";

/** What SideNotChargedError is made of. */
export interface SideNotChargedOptions {
  readonly tradeId: string;
  readonly failingSide: string;
  readonly convention: string;
  readonly chargedSides: readonly string[];
}

/** A payment was asked for by a convention that does not charge the side that fails. */
export class SideNotChargedError extends KessaiError {
  constructor({ tradeId, failingSide, convention, chargedSides }: SideNotChargedOptions) {
    super({
      code: "FAILING_SIDE_NOT_CHARGED",
      message: `The trade ${tradeId} fails on the side of its ${failingSide}; the ${convention} charges the ${chargedSides.join(" and the ")}.`,
      hint: "Use the convention for the cause of this fail, or send no instruction.",
      details: { tradeId, failingSide, convention, chargedSides },
    });
  }
}
