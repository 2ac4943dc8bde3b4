import { encodeTrade } from "../../trade/encodeTrade.ts";
import type { Side, Trade } from "../../trade/Trade.ts";
import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { escrowCall, SIDE_NUMBERS } from "./escrowCall.ts";

/** Holds one side's leg inside its own account for the trade. Sender: as in `instruct`. */
export function hold(kessai: Kessai, { trade, side }: { readonly trade: Trade; readonly side: Side }): Call {
  const data = kessai.escrow.interface.encodeFunctionData("hold", [encodeTrade(trade), SIDE_NUMBERS[side]]);
  return escrowCall(kessai, data, `hold the leg of ${trade.commonReference} as ${side}`);
}
