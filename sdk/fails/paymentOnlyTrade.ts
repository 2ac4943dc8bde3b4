import type { Trade } from "../trade/Trade.ts";

/** What a payment is made of: a trade without its delivery leg. `buyer` pays, `seller` is paid. */
export type Payment = Omit<Trade, "isin" | "quantity" | "minimumPart">;

/** The trade that is a payment only: no bond, no quantity, and no part of it. */
export function paymentOnlyTrade(payment: Payment): Trade {
  return { ...payment, isin: "", quantity: 0n, minimumPart: 0n };
}
