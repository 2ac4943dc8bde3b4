import { encodeTrade } from "../../trade/encodeTrade.ts";
import type { Trade } from "../../trade/Trade.ts";
import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { escrowCall } from "./escrowCall.ts";

/** Closes a recorded trade after its cut-off and releases what it held. Sender: anybody. */
export function expire(kessai: Kessai, trade: Trade): Call {
  const data = kessai.escrow.interface.encodeFunctionData("expire", [encodeTrade(trade)]);
  return escrowCall(kessai, data, `expire ${trade.commonReference}`);
}
