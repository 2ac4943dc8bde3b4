import { encodeAscii } from "../encoding/asciiBytes.ts";
import { SIDES } from "../trade/Trade.ts";
import type { Request } from "./Request.ts";

/** A request as it is signed: texts are fixed bytes, left-aligned, and the side is a number. */
export interface EncodedRequest extends Omit<Request, "side"> {
  /** bytes12 */
  readonly isin: string;
  /** bytes3 */
  readonly currency: string;
  /** bytes16 */
  readonly commonReference: string;
  /** ITrades.Side */
  readonly side: bigint;
}

/**
 * A request in the form that is signed, without whatever else the object carries.
 *
 * @throws InvalidTextError when ISIN, currency or reference is too long or not ASCII
 */
export function encodeRequest(request: Request): EncodedRequest {
  return {
    isin: encodeAscii(request.isin, 12),
    currency: encodeAscii(request.currency, 3),
    settlementBank: request.settlementBank,
    side: BigInt(SIDES.indexOf(request.side)),
    quantity: request.quantity,
    tradeDate: request.tradeDate,
    settleFrom: request.settleFrom,
    settleBy: request.settleBy,
    asker: request.asker,
    broker: request.broker,
    isAnonymous: request.isAnonymous,
    dealers: request.dealers,
    dealerCount: request.dealerCount,
    askedAt: request.askedAt,
    answerBy: request.answerBy,
    commonReference: encodeAscii(request.commonReference, 16),
    salt: request.salt,
  };
}
