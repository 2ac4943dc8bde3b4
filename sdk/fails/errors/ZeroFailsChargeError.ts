import { KessaiError } from "../../errors/KessaiError.ts";

/** A payment was asked for where the charge comes to nothing. */
export class ZeroFailsChargeError extends KessaiError {
  constructor(tradeId: string, from: string, until: string) {
    super({
      code: "FAILS_CHARGE_ZERO",
      message: `The fails charge of the trade ${tradeId} from ${from} until ${until} is zero: there is nothing to pay.`,
      hint: "Send no instruction. Later days can still be charged.",
      details: { tradeId, from, until },
    });
  }
}
