import { encodeTrade } from "../../trade/encodeTrade.ts";
import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { escrowCall, READINESS_NUMBERS, SIDE_NUMBERS } from "./escrowCall.ts";
import type { ApprovalOptions } from "./instruct.ts";

/** Approves a trade that the other side has instructed, and so matches it. Sender: as in `instruct`. */
export function affirm(kessai: Kessai, { trade, side, readiness = "ready" }: ApprovalOptions): Call {
  const args = [encodeTrade(trade), SIDE_NUMBERS[side], READINESS_NUMBERS[readiness]] as const;
  const data = kessai.escrow.interface.encodeFunctionData("affirm", [...args]);
  return escrowCall(kessai, data, `affirm ${trade.commonReference} as ${side}`);
}
