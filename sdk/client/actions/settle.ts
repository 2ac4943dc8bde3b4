import { encodeTrade } from "../../trade/encodeTrade.ts";
import type { Trade } from "../../trade/Trade.ts";
import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { escrowCall } from "./escrowCall.ts";

/** Settles a matched trade that is due. Sender: anybody, or the venue when there is one. */
export function settle(kessai: Kessai, trade: Trade): Call {
  const data = kessai.escrow.interface.encodeFunctionData("settle", [encodeTrade(trade)]);
  return escrowCall(kessai, data, `settle ${trade.commonReference}`);
}
