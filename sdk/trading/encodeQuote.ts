import { decodeAscii, encodeAscii } from "../encoding/asciiBytes.ts";
import { SIDES } from "../trade/Trade.ts";
import { UnknownNumberError } from "./errors/UnknownNumberError.ts";
import { QUOTE_KINDS } from "./Quote.ts";
import type { Quote } from "./Quote.ts";

/** A quote as the contract takes it and as it is signed: texts are fixed bytes, left-aligned; side and kind are numbers. */
export interface EncodedQuote extends Omit<Quote, "side" | "kind"> {
  /** bytes12 */
  readonly isin: string;
  /** bytes3 */
  readonly currency: string;
  /** bytes16 */
  readonly commonReference: string;
  /** ITrades.Side */
  readonly side: bigint;
  /** IQuotes.Kind */
  readonly kind: bigint;
}

/**
 * A quote in the form of the contract, without whatever else the object carries.
 *
 * @throws InvalidTextError when ISIN, currency or reference is too long or not ASCII
 */
export function encodeQuote(quote: Quote): EncodedQuote {
  return {
    ...plainFields(quote),
    isin: encodeAscii(quote.isin, 12),
    currency: encodeAscii(quote.currency, 3),
    commonReference: encodeAscii(quote.commonReference, 16),
    side: BigInt(SIDES.indexOf(quote.side)),
    kind: BigInt(QUOTE_KINDS.indexOf(quote.kind)),
  };
}

/**
 * The readable form of a quote as a contract or an event gives it.
 *
 * @throws UnknownNumberError when there is no side or kind of that number
 */
export function decodeQuote(quote: EncodedQuote): Quote {
  const side = SIDES[Number(quote.side)];
  const kind = QUOTE_KINDS[Number(quote.kind)];
  if (side === undefined) throw new UnknownNumberError("side of a quote", quote.side);
  if (kind === undefined) throw new UnknownNumberError("kind of a quote", quote.kind);
  return {
    ...plainFields(quote),
    isin: decodeAscii(quote.isin),
    currency: decodeAscii(quote.currency),
    commonReference: decodeAscii(quote.commonReference),
    side,
    kind,
  };
}

/** The fields that are the same in both forms, by name (ethers gives tuples that are also lists). */
function plainFields(quote: Omit<Quote, "side" | "kind">) {
  return {
    request: quote.request,
    dealer: quote.dealer,
    investor: quote.investor,
    broker: quote.broker,
    settlementBank: quote.settlementBank,
    cleanPriceE7: quote.cleanPriceE7,
    cashPerUnit: quote.cashPerUnit,
    minimumQuantity: quote.minimumQuantity,
    maximumQuantity: quote.maximumQuantity,
    tradeDate: quote.tradeDate,
    settleFrom: quote.settleFrom,
    settleBy: quote.settleBy,
    validUntil: quote.validUntil,
    lastLook: quote.lastLook,
    sequence: quote.sequence,
  };
}
