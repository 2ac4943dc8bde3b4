/**
 * A broker's consent to stand between an investor and a dealer as principal: the fields of IQuotes.GiveUp. Quantities are units,
 * the moment is seconds since 1970-01-01T00:00:00Z.
 */
export interface GiveUp {
  readonly broker: string;
  /** The account; for a block under a ticket, the trader that accepts. */
  readonly investor: string;
  /** Id of the request that it is for; 32 zero bytes for any. */
  readonly request: string;
  /** ISO 6166. */
  readonly isin: string;
  /** ISO 4217. */
  readonly currency: string;
  /** Account of the bank whose digital currency pays. */
  readonly settlementBank: string;
  /** Most units. */
  readonly maximumQuantity: bigint;
  /** Fee in minor units for one unit: added to what a buyer pays, kept back from what a seller receives. */
  readonly feePerUnit: bigint;
  /** First second in which it is of no use. */
  readonly validUntil: bigint;
  /** 32 random bytes. */
  readonly salt: string;
}

/** A give-up with its broker's signature. */
export interface SignedGiveUp {
  readonly giveUp: GiveUp;
  readonly signature: string;
}
