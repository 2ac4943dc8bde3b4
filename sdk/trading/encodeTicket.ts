import { encodeAscii } from "../encoding/asciiBytes.ts";
import { SIDES } from "../trade/Trade.ts";
import type { Ticket } from "./Ticket.ts";

/** A ticket as the contract takes it and as it is signed: texts are fixed bytes, left-aligned, and the side is a number. */
export interface EncodedTicket extends Omit<Ticket, "side"> {
  /** bytes12 */
  readonly isin: string;
  /** bytes3 */
  readonly currency: string;
  /** ITrades.Side */
  readonly side: bigint;
}

/**
 * A ticket in the form of the contract, without whatever else the object carries.
 *
 * @throws InvalidTextError when ISIN or currency is too long or not ASCII
 */
export function encodeTicket(ticket: Ticket): EncodedTicket {
  return {
    manager: ticket.manager,
    isin: encodeAscii(ticket.isin, 12),
    currency: encodeAscii(ticket.currency, 3),
    settlementBank: ticket.settlementBank,
    side: BigInt(SIDES.indexOf(ticket.side)),
    maximumQuantity: ticket.maximumQuantity,
    limitPriceE7: ticket.limitPriceE7,
    limitCashPerUnit: ticket.limitCashPerUnit,
    validUntil: ticket.validUntil,
    settleBy: ticket.settleBy,
    maximumFeePerUnit: ticket.maximumFeePerUnit,
    compliance: ticket.compliance,
    salt: ticket.salt,
    split: ticket.split.map(({ account, quantity }) => ({ account, quantity })),
  };
}
