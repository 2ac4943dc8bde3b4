import { encodeAscii } from "../encoding/asciiBytes.ts";
import type { GiveUp } from "./GiveUp.ts";

/** A give-up as the contract takes it and as it is signed: texts are fixed bytes, left-aligned. */
export interface EncodedGiveUp extends GiveUp {
  /** bytes12 */
  readonly isin: string;
  /** bytes3 */
  readonly currency: string;
}

/**
 * A give-up in the form of the contract, without whatever else the object carries.
 *
 * @throws InvalidTextError when ISIN or currency is too long or not ASCII
 */
export function encodeGiveUp(giveUp: GiveUp): EncodedGiveUp {
  return {
    broker: giveUp.broker,
    investor: giveUp.investor,
    request: giveUp.request,
    isin: encodeAscii(giveUp.isin, 12),
    currency: encodeAscii(giveUp.currency, 3),
    settlementBank: giveUp.settlementBank,
    maximumQuantity: giveUp.maximumQuantity,
    feePerUnit: giveUp.feePerUnit,
    validUntil: giveUp.validUntil,
    salt: giveUp.salt,
  };
}
