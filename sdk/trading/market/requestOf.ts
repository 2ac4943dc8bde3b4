import { ZeroAddress, ZeroHash } from "ethers";

import { secondsAtStartOfDay } from "../../calendar/secondsAtStartOfDay.ts";
import { secondsAtTimeOfDay } from "../../calendar/secondsAtTimeOfDay.ts";
import type { TermSheet } from "../../terms/TermSheet.ts";
import { blindedAccount } from "../blindedAccount.ts";
import { dealersCommitment } from "../dealersCommitment.ts";
import type { Request } from "../Request.ts";
import type { RequestTicket } from "./MarketSheet.ts";

/** What `requestOf` works on. */
export interface RequestOfOptions {
  /** Checked against the term sheet. */
  readonly ticket: RequestTicket;
  readonly termSheet: TermSheet;
  /** The account that will accept. */
  readonly account: string;
  /** The securities firm through which it wants to trade; left out when it trades with the dealer itself. */
  readonly broker?: string | undefined;
  readonly settlementBank: string;
  /** Accounts of the dealers that are asked. */
  readonly dealers: readonly string[];
  /** 32 random bytes for the commitment to the dealers. */
  readonly dealersSalt: string;
  /** 32 random bytes: they open the blinded account of an anonymous request. */
  readonly accountSalt: string;
  /** 32 random bytes that make the request unlike any other. */
  readonly salt: string;
  /** Now, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly askedAt: bigint;
}

const MILLISECONDS = 1_000n;

/**
 * The request that a ticket asks for: units instead of face, days as seconds, the account blinded when it is anonymous.
 *
 * @throws RepeatedDealerError when a dealer is named twice
 */
export function requestOf(options: RequestOfOptions): Request {
  const { ticket, termSheet, account, settlementBank, dealers, dealersSalt, askedAt } = options;
  const { businessCentre: centre, currency, denomination } = termSheet;
  const { settlementDate: date, cutOff: time } = ticket;
  return {
    isin: ticket.isin,
    currency,
    settlementBank,
    side: ticket.does === "buy" ? "buyer" : "seller",
    quantity: ticket.faceAmount / denomination,
    tradeDate: secondsAtStartOfDay(ticket.tradeDate, centre),
    settleFrom: secondsAtStartOfDay(date, centre),
    settleBy: secondsAtTimeOfDay({ date, time, centre }),
    asker: ticket.isAnonymous ? blindedAccount(account, options.accountSalt) : account,
    broker: options.broker ?? ZeroAddress,
    isAnonymous: ticket.isAnonymous,
    dealers: dealersCommitment(dealers, dealersSalt),
    dealerCount: BigInt(dealers.length),
    askedAt,
    answerBy: askedAt + ticket.answerSeconds * MILLISECONDS,
    commonReference: ticket.id,
    salt: options.salt,
  };
}

/** What opens an acceptance of a request's quotes: the salt of the account when it is anonymous, zero otherwise. */
export function openingSalt({ isAnonymous }: Request, accountSalt: string): string {
  return isAnonymous ? accountSalt : ZeroHash;
}
