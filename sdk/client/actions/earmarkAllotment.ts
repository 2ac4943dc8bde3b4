import type { OpenAllotment } from "../../offering/OpenAllotment.ts";
import { encodeTrade } from "../../trade/encodeTrade.ts";
import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { offeringCall } from "./offeringCall.ts";
import { isinBytes } from "./servicingCall.ts";

/** Holds an investor's cash for its allotment. Sender: the investor, or its operator in scope trade. */
export function earmarkAllotment(kessai: Kessai, { position, trade }: OpenAllotment): Call {
  const args = [isinBytes(trade.isin), position, encodeTrade(trade)] as const;
  const data = kessai.offering.interface.encodeFunctionData("earmark", [...args]);
  return offeringCall(
    kessai,
    data,
    `hold ${trade.amount} ${trade.currency} for the allotment of ${trade.isin}`,
  );
}
