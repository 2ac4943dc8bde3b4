import { encodeTrade } from "../../trade/encodeTrade.ts";
import type { Side, Trade } from "../../trade/Trade.ts";
import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { escrowCall, SIDE_NUMBERS } from "./escrowCall.ts";

/** Releases a trade that a side approved on hold. Sender: as in `instruct`. */
export function releaseInstruction(
  kessai: Kessai,
  { trade, side }: { readonly trade: Trade; readonly side: Side },
): Call {
  const args = [encodeTrade(trade), SIDE_NUMBERS[side]] as const;
  const data = kessai.escrow.interface.encodeFunctionData("releaseInstruction", [...args]);
  return escrowCall(kessai, data, `release ${trade.commonReference} as ${side}`);
}
