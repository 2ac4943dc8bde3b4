import type { OpenAllotment } from "../../offering/OpenAllotment.ts";
import { encodeTrade } from "../../trade/encodeTrade.ts";
import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { offeringCall } from "./offeringCall.ts";
import { isinBytes } from "./servicingCall.ts";

/** What `unwindOffering` needs to know. */
export interface UnwindOfferingOptions {
  readonly isin: string;
  /** Allotments to unwind; none only to record that the offering has lapsed. */
  readonly allotments: readonly OpenAllotment[];
}

/** Unwinds allotments of an offering that ended without closing: releases what is held for them. Sender: anybody. */
export function unwindOffering(kessai: Kessai, { isin, allotments }: UnwindOfferingOptions): Call {
  const encoded = allotments.map(({ position, trade }) => ({ position, trade: encodeTrade(trade) }));
  const data = kessai.offering.interface.encodeFunctionData("unwind", [isinBytes(isin), encoded]);
  return offeringCall(kessai, data, `unwind ${allotments.length} allotments of ${isin}`);
}
