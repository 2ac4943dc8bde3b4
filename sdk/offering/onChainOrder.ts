import { getAddress, ZeroAddress } from "ethers";

import { parseSignedDecimal } from "../bonds/parseSignedDecimal.ts";
import { SPREAD_DECIMALS } from "./offeringFields.ts";
import type { OfferingTerms } from "./OfferingTerms.ts";
import { NO_SPREAD_LIMIT } from "./Order.ts";
import type { Order } from "./Order.ts";
import type { OrderTicket } from "./OrderTicket.ts";
import { pricePerUnit } from "./pricePerUnit.ts";

/** What `onChainOrder` works on. */
export interface OnChainOrderOptions {
  /** A ticket that was checked against the offering and its term sheet. */
  readonly ticket: OrderTicket;
  /** Terms of the offering ordered from. */
  readonly terms: Pick<OfferingTerms, "isin" | "priceCap" | "facePerUnit">;
  /** Number of that offering of the bond, from 0. */
  readonly offering: bigint;
  /** Original face of one bond, in minor units. */
  readonly denomination: bigint;
  readonly accounts: {
    /** The account of a party, by its id. */
    readonly of: (party: string) => string;
  };
  /** 32 random bytes. */
  readonly salt: string;
}

/**
 * The order that a ticket asks for, as its investor signs it. Without a limit of price it takes any price up to the highest one
 * of the offering; without a smallest amount any number of units.
 *
 * @throws FractionalPriceError when the limit does not come to whole minor units for one unit
 */
export function onChainOrder(options: OnChainOrderOptions): Order {
  const { ticket, terms, offering, denomination, accounts, salt } = options;
  const { investor, firm, amount, minimumAmount = denomination, limit = {} } = ticket;
  return {
    isin: terms.isin,
    offering,
    investor: getAddress(accounts.of(investor)),
    firm: firm === undefined ? ZeroAddress : getAddress(accounts.of(firm)),
    units: amount / denomination,
    minimumUnits: minimumAmount / denomination,
    maximumPrice: limit.price === undefined ? terms.priceCap : pricePerUnit(limit.price, terms.facePerUnit),
    minimumSpreadE8:
      limit.spreadBp === undefined ? NO_SPREAD_LIMIT : parseSignedDecimal(limit.spreadBp, SPREAD_DECIMALS),
    salt,
  };
}
