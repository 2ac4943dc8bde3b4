import { encodeTrade } from "../../trade/encodeTrade.ts";
import type { Side, Trade } from "../../trade/Trade.ts";
import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { escrowCall, SIDE_NUMBERS } from "./escrowCall.ts";

/** What approving a trade needs to know. */
export interface ApprovalOptions {
  readonly trade: Trade;
  readonly side: Side;
  /** Whether to hold that side's own leg at once; not held when left out. */
  readonly withHold?: boolean | undefined;
}

/** Approves a trade for one side, first or second. Sender: that side's party, or its operator in scope trade. */
export function instruct(kessai: Kessai, { trade, side, withHold = false }: ApprovalOptions): Call {
  const args = [encodeTrade(trade), SIDE_NUMBERS[side], withHold] as const;
  const data = kessai.escrow.interface.encodeFunctionData("instruct", [...args]);
  return escrowCall(kessai, data, `instruct ${trade.commonReference} as ${side}`);
}
