import type { Trade } from "../trade/Trade.ts";

/** The key of a money in positions and plans: the currency code and the account of the bank that owes it. */
export function cashInstrument({
  currency,
  settlementBank,
}: Pick<Trade, "currency" | "settlementBank">): string {
  return `${currency}:${settlementBank.toLowerCase()}`;
}
