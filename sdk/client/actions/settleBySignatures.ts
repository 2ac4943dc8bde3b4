import { encodeTrade } from "../../trade/encodeTrade.ts";
import type { Trade } from "../../trade/Trade.ts";
import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { escrowCall } from "./escrowCall.ts";

/** A trade and both approvals of it. */
export interface SignedTrade {
  readonly trade: Trade;
  /** From `signTrade`. */
  readonly sellerSignature: string;
  readonly buyerSignature: string;
}

/** Settles a trade that both sides have signed. Sender: anybody, or the venue when there is one. */
export function settleBySignatures(kessai: Kessai, signed: SignedTrade): Call {
  const { trade, sellerSignature, buyerSignature } = signed;
  const args = [encodeTrade(trade), sellerSignature, buyerSignature] as const;
  const data = kessai.escrow.interface.encodeFunctionData("settleBySignatures", [...args]);
  return escrowCall(kessai, data, `settle ${trade.commonReference} by signatures`);
}
