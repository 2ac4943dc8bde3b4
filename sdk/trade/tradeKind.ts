import type { Trade } from "./Trade.ts";

/** What a trade exchanges (sese.023 Pmt: APMT against payment, FREE free of payment). */
export type TradeKind = "dvp" | "free of payment" | "payment";

/** Whether a trade is delivery versus payment, a delivery free of payment, or a payment. */
export function tradeKind({ quantity, amount }: Pick<Trade, "quantity" | "amount">): TradeKind {
  if (amount === 0n) return "free of payment";
  return quantity === 0n ? "payment" : "dvp";
}
