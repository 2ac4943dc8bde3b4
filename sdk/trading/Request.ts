import type { Side } from "../trade/Trade.ts";

/**
 * What an investor asks dealers for. Dates are seconds since 1970-01-01T00:00:00Z, as in the trade that comes of it; moments of
 * the asking itself are milliseconds.
 */
export interface Request {
  /** ISO 6166. */
  readonly isin: string;
  /** ISO 4217. */
  readonly currency: string;
  /** Account of the bank whose digital currency pays. */
  readonly settlementBank: string;
  /** The asker's side: a buyer asks for offers, a seller for bids. */
  readonly side: Side;
  /** Units of the bond. */
  readonly quantity: bigint;
  /** Start of the trade date, in seconds. */
  readonly tradeDate: bigint;
  /** Start of the settlement date, in seconds. */
  readonly settleFrom: bigint;
  /** Cut-off, in seconds: no settlement from it on. */
  readonly settleBy: bigint;
  /** The account that will accept; blinded (`blindedAccount`) when it does not want to be known. */
  readonly asker: string;
  /** The securities firm through which it wants to trade, as principal; the zero address for none. */
  readonly broker: string;
  readonly isAnonymous: boolean;
  /** Commitment to the dealers that are asked (`dealersCommitment`). */
  readonly dealers: string;
  /** How many dealers are asked. */
  readonly dealerCount: bigint;
  /** When it was asked, in milliseconds. */
  readonly askedAt: bigint;
  /** Until when answers are waited for, in milliseconds. */
  readonly answerBy: bigint;
  /** At most 16 ASCII characters. */
  readonly commonReference: string;
  /** 32 random bytes. */
  readonly salt: string;
}

/** A request with its asker's signature: "0x" when it is anonymous, since a signature would tell who asks. */
export interface SignedRequest {
  readonly request: Request;
  readonly signature: string;
}
