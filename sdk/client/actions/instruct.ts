import { encodeTrade } from "../../trade/encodeTrade.ts";
import type { Readiness, Side, Trade } from "../../trade/Trade.ts";
import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { escrowCall, READINESS_NUMBERS, SIDE_NUMBERS } from "./escrowCall.ts";

/** What approving a trade needs to know. */
export interface ApprovalOptions {
  readonly trade: Trade;
  readonly side: Side;
  /** How the side stands to the trade; `ready` when left out. */
  readonly readiness?: Readiness | undefined;
}

/** Approves a trade for one side, first or second. Sender: that side's party, or its operator in scope trade. */
export function instruct(kessai: Kessai, { trade, side, readiness = "ready" }: ApprovalOptions): Call {
  const args = [encodeTrade(trade), SIDE_NUMBERS[side], READINESS_NUMBERS[readiness]] as const;
  const data = kessai.escrow.interface.encodeFunctionData("instruct", [...args]);
  return escrowCall(kessai, data, `instruct ${trade.commonReference} as ${side}`);
}
