import { formatAmount } from "../../encoding/formatAmount.ts";
import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { isinBytes } from "./servicingCall.ts";
import { tradingCall } from "./tradingCall.ts";

/** How far a dealer may be taken up on its quotes for a bond. */
export interface SetExposureOptions {
  readonly isin: string;
  /** Most units sold, net of what is bought. */
  readonly sellCap: bigint;
  /** Most units bought, net of what is sold. */
  readonly buyCap: bigint;
}

/** Sets how far the sender may be taken up on its quotes, and begins to count anew. Sender: the dealer itself. */
export function setExposure(kessai: Kessai, { isin, sellCap, buyCap }: SetExposureOptions): Call {
  const args = [isinBytes(isin), sellCap, buyCap] as const;
  const data = kessai.requestForQuote.interface.encodeFunctionData("setExposure", [...args]);
  const limits = `sell ${formatAmount(sellCap)} and buy ${formatAmount(buyCap)} units`;
  return tradingCall(kessai, data, `allow to ${limits} of ${isin}`);
}
