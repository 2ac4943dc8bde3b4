import { ZeroAddress } from "ethers";

import { formatAmount } from "../../sdk/encoding/formatAmount.ts";
import type { AccountNames } from "../../sdk/participants/AccountNames.ts";
import type { Trade } from "../../sdk/trade/Trade.ts";
import { tradeKind } from "../../sdk/trade/tradeKind.ts";
import type { TradeKind } from "../../sdk/trade/tradeKind.ts";

/** What people call the kinds of trades. */
export const KIND_WORDS: Readonly<Record<TradeKind, string>> = {
  dvp: "DvP",
  "free of payment": "free of payment",
  payment: "payment",
};

/** A trade's reference, and below it what kind of trade it is. */
export function referenceCell(trade: Trade): string {
  return `${trade.commonReference}\n${KIND_WORDS[tradeKind(trade)]}`;
}

/** Who sells, or is paid, and below it who buys, or pays. */
export function partiesCell({ seller, buyer }: Trade, names: AccountNames): string {
  return `${names(seller) ?? seller} ->\n${names(buyer) ?? buyer}`;
}

/** The units that a trade delivers, if any. */
export function unitsCell({ quantity }: Pick<Trade, "quantity">): string {
  return quantity === 0n ? "-" : formatAmount(quantity);
}

/** The money that a trade pays, if any. */
export function amountCell({ amount, currency }: Pick<Trade, "amount" | "currency">): string {
  return amount === 0n ? "-" : `${formatAmount(amount)} ${currency}`;
}

/** The bank whose money pays, as people write it; nothing when free of payment. */
export function bankName({ settlementBank }: Trade, names: AccountNames): string {
  return settlementBank === ZeroAddress ? "" : (names(settlementBank) ?? settlementBank);
}
