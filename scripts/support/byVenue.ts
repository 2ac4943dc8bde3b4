import { getAddress } from "ethers";

import type { TradeRecord } from "./tradeRecords.ts";

/** Trades by their venue, in the order of their first: only those of one venue, or of none, can be in one set. */
export function byVenue(records: readonly TradeRecord[]): readonly (readonly TradeRecord[])[] {
  return [...Map.groupBy(records, ({ trade }) => getAddress(trade.venue)).values()];
}
