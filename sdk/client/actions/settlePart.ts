import { encodeTrade } from "../../trade/encodeTrade.ts";
import type { Trade } from "../../trade/Trade.ts";
import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { escrowCall } from "./escrowCall.ts";

/** A part of a trade that allows it. */
export interface SettlePartOptions {
  readonly trade: Trade;
  /** Units of the part: at least the trade's minimum part, unless it is all that is left. */
  readonly quantity: bigint;
}

/** Settles a part of a matched trade. Sender: a party, its operator in scope trade, or the venue when there is one. */
export function settlePart(kessai: Kessai, { trade, quantity }: SettlePartOptions): Call {
  const data = kessai.escrow.interface.encodeFunctionData("settlePart", [encodeTrade(trade), quantity]);
  return escrowCall(kessai, data, `settle ${quantity} units of ${trade.commonReference}`);
}
