import { packSet } from "../../sets/packSet.ts";
import type { Trade } from "../../trade/Trade.ts";
import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { tradingCall } from "./tradingCall.ts";

/** What settling linked trades needs to know. */
export interface SettleLinkedOptions {
  readonly firstSequence: bigint;
  /** From `tradesOfAcceptance`. */
  readonly trades: readonly Trade[];
}

/** Settles the linked trades of an acceptance through a broker, all or none. Sender: anybody. */
export function settleLinked(kessai: Kessai, { firstSequence, trades }: SettleLinkedOptions): Call {
  const args = [firstSequence, packSet(trades)] as const;
  const data = kessai.requestForQuote.interface.encodeFunctionData("settleLinked", [...args]);
  return tradingCall(kessai, data, `settle ${trades.length} linked trades`);
}
