import { encodeTrade } from "../../trade/encodeTrade.ts";
import type { Side, Trade } from "../../trade/Trade.ts";
import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { escrowCall, SIDE_NUMBERS } from "./escrowCall.ts";

/** One side's approval of a trade by signature. */
export interface InstructSignedOptions {
  readonly trade: Trade;
  readonly side: Side;
  /** From `signTrade`. */
  readonly signature: string;
}

/** Records one side's approval by its signature. Sender: anybody, or the venue when there is one. */
export function instructSigned(kessai: Kessai, { trade, side, signature }: InstructSignedOptions): Call {
  const args = [encodeTrade(trade), SIDE_NUMBERS[side], signature] as const;
  const data = kessai.escrow.interface.encodeFunctionData("instructSigned", [...args]);
  return escrowCall(kessai, data, `instruct ${trade.commonReference} by the ${side}'s signature`);
}
