import { encodeTrade } from "../../trade/encodeTrade.ts";
import type { Side, Trade } from "../../trade/Trade.ts";
import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { escrowCall, SIDE_NUMBERS } from "./escrowCall.ts";

/**
 * Before matching, withdraws a trade; after it, agrees to its cancellation. Sender: that side's party, its operator in
 * scope cancel, or the venue.
 */
export function cancel(
  kessai: Kessai,
  { trade, side }: { readonly trade: Trade; readonly side: Side },
): Call {
  const data = kessai.escrow.interface.encodeFunctionData("cancel", [encodeTrade(trade), SIDE_NUMBERS[side]]);
  return escrowCall(kessai, data, `cancel ${trade.commonReference} as ${side}`);
}
