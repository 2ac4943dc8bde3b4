import { ZeroAddress } from "ethers";

import { isSameHex } from "../encoding/isSameHex.ts";
import type { Quote } from "./Quote.ts";
import type { QuoteRefusal, QuoteRefusalCode } from "./QuoteRanking.ts";
import type { Request } from "./Request.ts";
import { requestId } from "./requestHash.ts";

/** Everything for which a quote is no answer to a request, whatever the moment and the quantity. */
export function requestRefusals(quote: Quote, request: Request): readonly QuoteRefusal[] {
  const refusals: QuoteRefusal[] = [];
  const add = (code: QuoteRefusalCode, reason: string): void => void refusals.push({ code, reason });
  const { settlementBank, investor, broker, side } = quote;

  if (!isSameHex(quote.request, requestId(request))) add("otherRequest", "answers another request or none");
  if (quote.isin !== request.isin) add("otherBond", `is for ${quote.isin}, not for ${request.isin}`);
  if (quote.currency !== request.currency) {
    add("otherCurrency", `is in ${quote.currency}, not in ${request.currency}`);
  }
  if (!isSameHex(settlementBank, request.settlementBank)) {
    add("otherBank", `is paid in the money of ${settlementBank}, not of ${request.settlementBank}`);
  }
  if (side === request.side) add("wrongSide", `has the dealer as ${side}, which the asker is`);
  if (!areDatesSame(quote, request)) add("otherDates", "has other dates than the request");
  if (!isSameHex(investor, ZeroAddress) && !isSameHex(investor, request.asker)) {
    add("notForAsker", `may be accepted by ${investor} only`);
  }
  if (!isSameHex(broker, request.broker)) {
    add("otherBroker", `has its dealer trade with ${firm(broker)}, not with ${firm(request.broker)}`);
  }
  return refusals;
}

function firm(broker: string): string {
  return isSameHex(broker, ZeroAddress) ? "the asker itself" : `the broker ${broker}`;
}

function areDatesSame(quote: Quote, request: Request): boolean {
  return (["tradeDate", "settleFrom", "settleBy"] as const).every((date) => quote[date] === request[date]);
}
