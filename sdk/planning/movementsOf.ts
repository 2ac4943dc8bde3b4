import type { Candidate } from "./Candidate.ts";
import { cashInstrument } from "./cashInstrument.ts";

/** One leg of a trade: what leaves whose account for whose. */
export interface Movement {
  /** The ISIN of the bond, or the money's key from `cashInstrument`. */
  readonly instrument: string;
  readonly from: string;
  readonly to: string;
  /** In units of the bond, or minor units of the money; above zero. */
  readonly amount: bigint;
  /** Whether it is held for this trade in the account that it leaves. */
  readonly isHeld: boolean;
  /** ISO 20022 reason code for too little of it. */
  readonly shortageCode: "LACK" | "MONY";
}

/** The legs that a trade has: delivery and payment, or only one of them. */
export function movementsOf({ trade, bondsHeld, cashHeld }: Candidate): readonly Movement[] {
  const { seller, buyer, quantity, amount } = trade;
  const delivery: Movement = {
    instrument: trade.isin,
    from: seller,
    to: buyer,
    amount: quantity,
    isHeld: bondsHeld,
    shortageCode: "LACK",
  };
  const payment: Movement = {
    instrument: cashInstrument(trade),
    from: buyer,
    to: seller,
    amount,
    isHeld: cashHeld,
    shortageCode: "MONY",
  };
  return [delivery, payment].filter((leg) => leg.amount > 0n);
}
