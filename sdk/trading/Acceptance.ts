import { ZeroAddress, ZeroHash } from "ethers";

import type { SignedGiveUp } from "./GiveUp.ts";
import type { SignedTicket } from "./Ticket.ts";

/** What becomes of the trades of an acceptance at once, by number on chain (IBlocks.Then). */
export const OUTCOMES = ["match", "earmark", "settle"] as const;

/**
 * What becomes of a trade at once. Match: both sides approve it, and it settles on its date. Earmark: the legs of dealer and
 * investor are held as well. Settle: it settles in the same transaction.
 */
export type Outcome = (typeof OUTCOMES)[number];

/** One account's part of what is accepted. */
export interface Allocation {
  readonly account: string;
  /** Units. */
  readonly quantity: bigint;
  /** Number of the trade, which seller and buyer have not used; of no meaning through a broker, whose trades have the market's. */
  readonly sequence: bigint;
}

/** The acceptance of a quote: by one account or several, under a ticket or not, through a broker or not. */
export interface Acceptance {
  /** Under a ticket: in the order of its split, without those that get nothing. */
  readonly allocations: readonly Allocation[];
  readonly then: Outcome;
  /** Opens a quote to a blinded investor; left out for others. */
  readonly salt?: string | undefined;
  /** From `evidenceHash`: all answers to the request. */
  readonly evidence: string;
  readonly ticket?: SignedTicket | undefined;
  readonly giveUp?: SignedGiveUp | undefined;
  /** Through a broker, when it settles at once: its trades, from `tradesOfAcceptance`, in the order in which bonds move. */
  readonly set?: string | undefined;
}

/** What stands for no ticket in a call. */
export const NO_TICKET = {
  manager: ZeroAddress,
  isin: "0x" + "00".repeat(12),
  currency: "0x000000",
  settlementBank: ZeroAddress,
  side: 0n,
  maximumQuantity: 0n,
  limitPriceE7: 0n,
  limitCashPerUnit: 0n,
  validUntil: 0n,
  settleBy: 0n,
  maximumFeePerUnit: 0n,
  compliance: ZeroHash,
  salt: ZeroHash,
  split: [],
} as const;

/** What stands for no broker in a call. */
export const NO_GIVE_UP = {
  broker: ZeroAddress,
  investor: ZeroAddress,
  request: ZeroHash,
  isin: "0x" + "00".repeat(12),
  currency: "0x000000",
  settlementBank: ZeroAddress,
  maximumQuantity: 0n,
  feePerUnit: 0n,
  validUntil: 0n,
  salt: ZeroHash,
} as const;
