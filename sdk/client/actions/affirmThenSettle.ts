import { encodeTrade } from "../../trade/encodeTrade.ts";
import type { Side, Trade } from "../../trade/Trade.ts";
import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { escrowCall, SIDE_NUMBERS } from "./escrowCall.ts";

/** Approves a trade that the other side has instructed, and settles it at once. Sender: as in `instruct`. */
export function affirmThenSettle(
  kessai: Kessai,
  { trade, side }: { readonly trade: Trade; readonly side: Side },
): Call {
  const data = kessai.escrow.interface.encodeFunctionData("affirmThenSettle", [
    encodeTrade(trade),
    SIDE_NUMBERS[side],
  ]);
  return escrowCall(kessai, data, `affirm and settle ${trade.commonReference} as ${side}`);
}
