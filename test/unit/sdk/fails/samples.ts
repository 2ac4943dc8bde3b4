import { addDays } from "../../../../sdk/calendar/addDays.ts";
import { parseCalendarDate } from "../../../../sdk/calendar/parseCalendarDate.ts";
import { secondsAtTimeOfDay } from "../../../../sdk/calendar/secondsAtTimeOfDay.ts";
import { paymentOnlyTrade } from "../../../../sdk/fails/paymentOnlyTrade.ts";
import type { ReferenceRate } from "../../../../sdk/fails/ReferenceRate.ts";
import type { Trade } from "../../../../sdk/trade/Trade.ts";

export const SELLER = "0x1111111111111111111111111111111111111111";
export const BUYER = "0x2222222222222222222222222222222222222222";
export const BANK = "0x3333333333333333333333333333333333333333";
export const VENUE = "0x4444444444444444444444444444444444444444";

/** A moment in Tokyo. */
export function moment(date: string, time = "00:00"): bigint {
  return secondsAtTimeOfDay({ date: parseCalendarDate(date), time, centre: "Asia/Tokyo" });
}

/** Three units against 300,000,000 yen, to settle on Friday 12 September 2025 until 17:00 on the 30th. */
export function sampleTrade(fields: Partial<Trade> = {}): Trade {
  const payment = paymentOnlyTrade({
    currency: "JPY",
    settlementBank: BANK,
    seller: SELLER,
    buyer: BUYER,
    amount: 300_000_000n,
    tradeDate: moment("2025-09-11"),
    settleFrom: moment("2025-09-12"),
    settleBy: moment("2025-09-30", "17:00"),
    venue: VENUE,
    sequence: 0n,
    commonReference: "TRADE-1",
  });
  return { ...payment, isin: "JP3633400001", quantity: 3n, ...fields };
}

/** One reference rate for every day of a period. */
export function ratesFrom(from: string, percents: readonly string[]): readonly ReferenceRate[] {
  return percents.map((percent, index) => ({ date: addDays(parseCalendarDate(from), index), percent }));
}
