import { getAddress, id, toBeHex, Wallet, ZeroAddress, ZeroHash } from "ethers";

import type { GiveUp } from "../../../../sdk/trading/GiveUp.ts";
import type { Quote } from "../../../../sdk/trading/Quote.ts";
import type { Request } from "../../../../sdk/trading/Request.ts";
import { dealersCommitment } from "../../../../sdk/trading/dealersCommitment.ts";
import { requestId } from "../../../../sdk/trading/requestHash.ts";
import type { Ticket } from "../../../../sdk/trading/Ticket.ts";
import { tradingDomain } from "../../../../sdk/trading/tradingDomain.ts";

/** An account that is nothing but its number. */
export const accountOf = (number: number): string => getAddress(toBeHex(number, 20));

const wallets = new Map<string, Wallet>();

/** The wallet of somebody, by name. */
export function walletOf(name: string): Wallet {
  const wallet = wallets.get(name) ?? new Wallet(id(name));
  wallets.set(name, wallet);
  return wallet;
}

/** The address of somebody's wallet. */
export const addressOf = (name: string): string => walletOf(name).address;

export const DOMAIN = tradingDomain({ chainId: 31_337n, rfq: accountOf(0x4f9) });
export const BANK = accountOf(0xb1);
export const DEALERS = ["dealer 1", "dealer 2", "dealer 3", "dealer 4"] as const;
export const DEALERS_SALT = id("dealers salt");

const seconds = (text: string): bigint => BigInt(Date.parse(text) / 1000);
/** The bond of the term sheet samples, traded on 18 June 2025 for the 20th, 98 days after its issue. */
export const TRADE_DATE = seconds("2025-06-18T00:00:00+09:00");
export const SETTLE_FROM = seconds("2025-06-20T00:00:00+09:00");
export const SETTLE_BY = seconds("2025-06-20T15:00:00+09:00");
/** 10:00 on the trade date, in milliseconds. */
export const ASKED_AT = seconds("2025-06-18T10:00:00+09:00") * 1000n;
/** One minute later. */
export const ANSWER_BY = ASKED_AT + 60_000n;

/** An investor by name buys ten units, and asks the four dealers. */
export const sampleRequest = (fields: Partial<Request> = {}): Request => ({
  isin: "JP9NRIDIG157",
  currency: "JPY",
  settlementBank: BANK,
  side: "buyer",
  quantity: 10n,
  tradeDate: TRADE_DATE,
  settleFrom: SETTLE_FROM,
  settleBy: SETTLE_BY,
  asker: addressOf("investor"),
  broker: ZeroAddress,
  isAnonymous: false,
  dealers: dealersCommitment(DEALERS.map(addressOf), DEALERS_SALT),
  dealerCount: BigInt(DEALERS.length),
  askedAt: ASKED_AT,
  answerBy: ANSWER_BY,
  commonReference: "RFQ-1",
  salt: id("request salt"),
  ...fields,
});

/** A firm offer of dealer 1 in answer to that request: 99.872 and interest of 398,175 a unit, good for five minutes. */
export const sampleQuote = (fields: Partial<Quote> = {}): Quote => ({
  request: requestId(sampleRequest()),
  dealer: addressOf("dealer 1"),
  investor: addressOf("investor"),
  broker: ZeroAddress,
  isin: "JP9NRIDIG157",
  currency: "JPY",
  settlementBank: BANK,
  side: "seller",
  kind: "single use",
  cleanPriceE7: 998_720_000n,
  cashPerUnit: 100_270_175n,
  minimumQuantity: 1n,
  maximumQuantity: 10n,
  tradeDate: TRADE_DATE,
  settleFrom: SETTLE_FROM,
  settleBy: SETTLE_BY,
  validUntil: ASKED_AT / 1000n + 300n,
  lastLook: 0n,
  sequence: 1n,
  commonReference: "QUOTE-1",
  ...fields,
});

/** Three funds buy a hundred units: 70, 20 and 10. */
export const sampleTicket = (fields: Partial<Ticket> = {}): Ticket => ({
  manager: addressOf("manager"),
  isin: "JP9NRIDIG157",
  currency: "JPY",
  settlementBank: BANK,
  side: "buyer",
  maximumQuantity: 100n,
  limitPriceE7: 1_000_000_000n,
  limitCashPerUnit: 100_500_000n,
  validUntil: SETTLE_FROM,
  settleBy: SETTLE_BY,
  maximumFeePerUnit: 2_000n,
  compliance: id("compliance report"),
  salt: id("ticket salt"),
  split: [
    { account: accountOf(0xf1), quantity: 70n },
    { account: accountOf(0xf2), quantity: 20n },
    { account: accountOf(0xf3), quantity: 10n },
  ],
  ...fields,
});

/** A broker's consent for the investor, for any request. */
export const sampleGiveUp = (fields: Partial<GiveUp> = {}): GiveUp => ({
  broker: addressOf("broker"),
  investor: addressOf("investor"),
  request: ZeroHash,
  isin: "JP9NRIDIG157",
  currency: "JPY",
  settlementBank: BANK,
  maximumQuantity: 50n,
  feePerUnit: 1_000n,
  validUntil: SETTLE_FROM,
  salt: id("give-up salt"),
  ...fields,
});
