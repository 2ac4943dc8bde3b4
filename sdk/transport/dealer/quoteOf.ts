import type { Quote } from "../../trading/Quote.ts";
import type { Request } from "../../trading/Request.ts";
import type { Price } from "./Pricer.ts";

/** What `quoteOf` works on. */
export interface QuoteOfOptions {
  readonly request: Request;
  /** Id of the request. */
  readonly id: string;
  readonly dealer: string;
  readonly price: Price;
  /** The dealer's number for the quote. */
  readonly sequence: bigint;
}

/** The quote that answers a request with a price: for whoever asked and through its broker, on the other side, on the same dates. */
export function quoteOf({ request, id, dealer, price, sequence }: QuoteOfOptions): Quote {
  const { broker, isin, currency, settlementBank, tradeDate, settleFrom, settleBy } = request;
  return {
    request: id,
    dealer,
    investor: request.asker,
    broker,
    isin,
    currency,
    settlementBank,
    side: request.side === "buyer" ? "seller" : "buyer",
    kind: price.kind,
    cleanPriceE7: price.cleanPriceE7,
    cashPerUnit: price.cashPerUnit,
    minimumQuantity: price.minimumQuantity,
    maximumQuantity: price.maximumQuantity,
    tradeDate,
    settleFrom,
    settleBy,
    validUntil: price.validUntil,
    lastLook: price.lastLook,
    sequence,
    commonReference: price.commonReference ?? request.commonReference,
  };
}
