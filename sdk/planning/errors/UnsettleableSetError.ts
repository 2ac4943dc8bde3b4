import { formatAmount } from "../../encoding/formatAmount.ts";
import { KessaiError } from "../../errors/KessaiError.ts";

/** What an account would be short of. */
export interface Shortage {
  readonly account: string;
  /** The ISIN of a bond, or a money's key from `cashInstrument`. */
  readonly instrument: string;
  /** In units of the bond, or minor units of the money. */
  readonly missing: bigint;
}

/** Trades that are to settle together cannot: an account would deliver more than it has and receives. */
export class UnsettleableSetError extends KessaiError {
  /** The account's shortage. */
  readonly shortage: Shortage;

  constructor(shortage: Shortage) {
    const { account, instrument, missing } = shortage;
    super({
      code: "SET_NOT_SETTLEABLE",
      message: `The trades cannot settle together: ${account} is short of ${formatAmount(missing)} ${instrument}.`,
      hint: "Plan again from the present positions.",
      details: { account, instrument, missing },
    });
    this.shortage = shortage;
  }
}
