/** A place in the book of an offering, as the chain's log tells it. */
export interface BookEntry {
  /** From 0. */
  readonly position: bigint;
  /** EIP-712 hash of the order that stands there, or that stood there before it was withdrawn. */
  readonly commitment: string;
  /** The account that entered it. */
  readonly enteredBy: string;
  readonly isWithdrawn: boolean;
}

/** An order that somebody took back: it cannot be filled any more when that was its investor. */
export interface Revocation {
  readonly account: string;
  /** EIP-712 hash of the order. */
  readonly commitment: string;
}

/** The book of an offering when it closed, and whose it is. */
export interface OfferingBook {
  readonly isin: string;
  /** Number of the offering of this bond, from 0. */
  readonly offering: bigint;
  /** Account of the issuer. */
  readonly issuer: string;
  /** Accounts of the syndicate's members. */
  readonly syndicate: readonly string[];
  readonly entries: readonly BookEntry[];
  /**
   * What was taken back: each OrderRevoked event, and what stood there before each OrderAmended and OrderWithdrawn one, by the
   * account of the event. None when left out.
   */
  readonly revocations?: readonly Revocation[] | undefined;
}
