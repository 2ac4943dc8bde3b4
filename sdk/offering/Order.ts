/** What an order for bonds that are offered says when it sets no limit to the spread: the least value of its field. */
export const NO_SPREAD_LIMIT = -(2n ** 39n);

/**
 * An investor's order in the book of an offering, as it signs it: the fields of IOffering.Order. Its EIP-712 hash is the
 * commitment that stands on the chain; the order itself stays with those who are to see it.
 */
export interface Order {
  readonly isin: string;
  /** Number of the offering of this bond, as the chain counts them: from 0. */
  readonly offering: bigint;
  /** The account that is allotted units and pays for them. */
  readonly investor: string;
  /** The member of the syndicate that sells; the zero address for the pot, which the lead manager sells from. */
  readonly firm: string;
  /** Units asked for. */
  readonly units: bigint;
  /** Fewest units that are taken; with fewer the order is not filled at all. At least 1. */
  readonly minimumUnits: bigint;
  /** Highest price of one unit that is paid, accrued interest apart, in minor units of the currency. */
  readonly maximumPrice: bigint;
  /** Least spread over the reference yield, in units of 10^-8 (1 basis point is 10000); NO_SPREAD_LIMIT for none. */
  readonly minimumSpreadE8: bigint;
  /** 32 random bytes, so that nobody finds out the order from its commitment. */
  readonly salt: string;
}

/** An order with its investor's signature, as it is handed to the firm. */
export interface SignedOrder {
  readonly order: Order;
  readonly signature: string;
}
