import { getAddress, ZeroAddress } from "ethers";

import type { CouponSchedule } from "../bonds/types.ts";
import { secondsAtStartOfDay } from "../calendar/secondsAtStartOfDay.ts";
import { secondsAtTimeOfDay } from "../calendar/secondsAtTimeOfDay.ts";
import type { TermSheet } from "../terms/TermSheet.ts";
import { tradeAmount } from "../terms/tradeAmount.ts";
import type { TradeTicket } from "../terms/TradeTicket.ts";
import type { Trade } from "./Trade.ts";

/** The accounts that a trade names. */
export interface TradeAccounts {
  readonly seller: string;
  readonly buyer: string;
  readonly settlementBank: string;
  /** Left out when the parties settle by themselves. */
  readonly venue?: string | undefined;
}

/** What `tradeFromTicket` works on. */
export interface TradeFromTicketOptions {
  /** A ticket that was checked against the term sheet. */
  readonly ticket: TradeTicket;
  readonly termSheet: TermSheet;
  /** The coupon schedule of that term sheet. */
  readonly schedule: CouponSchedule;
  readonly accounts: TradeAccounts;
  readonly sequence: bigint;
}

/**
 * The trade that a ticket agrees on: units instead of face, the amount with accrued interest, days as seconds. It may
 * settle from the start of its settlement date until the ticket's cut-off.
 *
 * @throws SettlementDateError when the bond cannot be delivered on the settlement date
 */
export function tradeFromTicket(options: TradeFromTicketOptions): Trade {
  const { ticket, termSheet, schedule, accounts, sequence } = options;
  const { businessCentre: centre, currency, denomination } = termSheet;
  const { isin, tradeDate, settlementDate, cutOff } = ticket;
  return {
    isin,
    currency,
    settlementBank: getAddress(accounts.settlementBank),
    seller: getAddress(accounts.seller),
    buyer: getAddress(accounts.buyer),
    quantity: ticket.faceAmount / denomination,
    amount: tradeAmount(ticket, schedule, termSheet).total,
    tradeDate: secondsAtStartOfDay(tradeDate, centre),
    settleFrom: secondsAtStartOfDay(settlementDate, centre),
    settleBy: secondsAtTimeOfDay({ date: settlementDate, time: cutOff, centre }),
    venue: getAddress(accounts.venue ?? ZeroAddress),
    sequence,
    commonReference: ticket.id,
    minimumPart: (ticket.minimumPart ?? 0n) / denomination,
  };
}
