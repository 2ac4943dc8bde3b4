import type { OpenAllotment } from "../../offering/OpenAllotment.ts";
import { packSet } from "../../sets/packSet.ts";
import { encodeTrade } from "../../trade/encodeTrade.ts";
import type { Trade } from "../../trade/Trade.ts";
import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { offeringCall } from "./offeringCall.ts";
import { isinBytes } from "./servicingCall.ts";

/** What `closeOffering` needs to know. */
export interface CloseOfferingOptions {
  readonly isin: string;
  /** From `closingTrades`: those between issuer and syndicate first, then the allotments that have not failed. */
  readonly trades: readonly Trade[];
  /** Allotments whose investors cannot pay or receive, by rising position. */
  readonly failures?: readonly OpenAllotment[];
}

/** What is given when every allotment fails: the offering then ends, and nothing settles. */
const NO_SET = "0x";

/**
 * Closes an offering: issues its units and settles all its trades or none. Sender: the lead manager, or its operator in scope
 * trade.
 *
 * @throws MixedVenuesError, SetTooLargeError, InvalidTextError as `packSet`
 */
export function closeOffering(kessai: Kessai, { isin, trades, failures = [] }: CloseOfferingOptions): Call {
  const failed = failures.map(({ position, trade }) => ({ position, trade: encodeTrade(trade) }));
  const args = [isinBytes(isin), failed, trades.length === 0 ? NO_SET : packSet(trades)] as const;
  const data = kessai.offering.interface.encodeFunctionData("close", [...args]);
  return offeringCall(kessai, data, `close the offering of ${isin} with ${trades.length} trades`);
}
