import { decodeAscii, encodeAscii } from "../encoding/asciiBytes.ts";
import type { Trade } from "./Trade.ts";

/** A trade as the contract takes it and as it is signed: texts are fixed bytes, left-aligned. */
export interface EncodedTrade extends Trade {
  /** bytes12 */
  readonly isin: string;
  /** bytes3 */
  readonly currency: string;
  /** bytes16 */
  readonly commonReference: string;
}

/**
 * A trade in the form of the contract.
 *
 * @throws InvalidTextError when ISIN, currency or reference is too long or not ASCII
 */
export function encodeTrade(trade: Trade): EncodedTrade {
  return {
    ...fieldsOf(trade),
    isin: encodeAscii(trade.isin, 12),
    currency: encodeAscii(trade.currency, 3),
    commonReference: encodeAscii(trade.commonReference, 16),
  };
}

/** The readable form of a trade as a contract or an event gives it. */
export function decodeTrade(trade: EncodedTrade): Trade {
  return {
    ...fieldsOf(trade),
    isin: decodeAscii(trade.isin),
    currency: decodeAscii(trade.currency),
    commonReference: decodeAscii(trade.commonReference),
  };
}

/** The fields by name, without whatever else the object carries (ethers gives tuples that are also lists). */
function fieldsOf(trade: Trade): Trade {
  return {
    isin: trade.isin,
    currency: trade.currency,
    settlementBank: trade.settlementBank,
    seller: trade.seller,
    buyer: trade.buyer,
    quantity: trade.quantity,
    amount: trade.amount,
    tradeDate: trade.tradeDate,
    settleFrom: trade.settleFrom,
    settleBy: trade.settleBy,
    venue: trade.venue,
    sequence: trade.sequence,
    commonReference: trade.commonReference,
    minimumPart: trade.minimumPart,
  };
}
