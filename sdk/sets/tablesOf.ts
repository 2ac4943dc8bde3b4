import { getAddress } from "ethers";

import type { Trade } from "../trade/Trade.ts";
import { EmptySetError } from "./errors/EmptySetError.ts";
import { MixedVenuesError } from "./errors/MixedVenuesError.ts";
import { SetTooLargeError } from "./errors/SetTooLargeError.ts";
import type { TradeDays } from "./setFormat.ts";

/** What the trades of a set have in common, each thing once. */
export interface SetTables {
  readonly venue: string;
  /** ISINs, in the order in which they first occur. */
  readonly bonds: readonly string[];
  /** Code and bank, likewise. */
  readonly currencies: readonly Pick<Trade, "currency" | "settlementBank">[];
  readonly days: readonly TradeDays[];
  /** What trades have in common, each combination once. */
  readonly forms: readonly TradeForm[];
  /** Accounts in ascending order, as the contract wants them. */
  readonly parties: readonly string[];
}

/** How many entries the format has room for. */
const LIMITS = {
  bonds: 255,
  currencies: 255,
  days: 255,
  forms: 255,
  parties: 65_535,
  trades: 65_535,
} as const;

/** What the trades of one form have in common. */
export type TradeForm = Pick<
  Trade,
  | "isin"
  | "currency"
  | "settlementBank"
  | "quantity"
  | "amount"
  | "tradeDate"
  | "settleFrom"
  | "settleBy"
  | "minimumPart"
>;

/**
 * The tables of a set.
 *
 * @throws EmptySetError when there is no trade
 * @throws MixedVenuesError when trades name different venues
 * @throws SetTooLargeError when a table has more entries than the format has room for
 */
export function tablesOf(trades: readonly Trade[]): SetTables {
  const [first] = trades;
  if (first === undefined) throw new EmptySetError();
  const venue = getAddress(first.venue);
  const stray = trades.find((trade) => getAddress(trade.venue) !== venue);
  if (stray !== undefined) throw new MixedVenuesError(first, stray);

  const tables = {
    venue,
    bonds: distinct(
      trades.filter(({ quantity }) => quantity !== 0n),
      ({ isin }) => isin,
    ).map(({ isin }) => isin),
    currencies: distinct(
      trades.filter(({ amount }) => amount !== 0n),
      currencyKey,
    ).map(({ currency, settlementBank }) => ({ currency, settlementBank: getAddress(settlementBank) })),
    days: distinct(trades, daysKey).map(({ tradeDate, settleFrom, settleBy }) => ({
      tradeDate,
      settleFrom,
      settleBy,
    })),
    forms: distinct(trades, formKey),
    parties: partiesOf(trades),
  };
  for (const table of ["bonds", "currencies", "days", "forms", "parties"] as const)
    requireRoom(table, tables[table].length);
  requireRoom("trades", trades.length);
  return tables;
}

/** What tells currencies apart: the code and the bank. */
export function currencyKey({
  currency,
  settlementBank,
}: Pick<Trade, "currency" | "settlementBank">): string {
  return `${currency} ${getAddress(settlementBank)}`;
}

/** What tells days apart. */
export function daysKey({ tradeDate, settleFrom, settleBy }: TradeDays): string {
  return `${tradeDate} ${settleFrom} ${settleBy}`;
}

/** What tells forms apart: the instruments of the legs that are there, the days, and the minimum part. */
export function formKey(trade: TradeForm): string {
  const bond = trade.quantity === 0n ? "" : trade.isin;
  const money = trade.amount === 0n ? "" : currencyKey(trade);
  return [bond, money, daysKey(trade), trade.minimumPart].join("|");
}

/** The parties of trades, each once, in ascending order. */
export function partiesOf(trades: readonly Trade[]): readonly string[] {
  const accounts = new Set(trades.flatMap(({ seller, buyer }) => [getAddress(seller), getAddress(buyer)]));
  return [...accounts].sort((one, other) => (BigInt(one) < BigInt(other) ? -1 : 1));
}

function distinct<T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] {
  const firsts = new Map<string, T>();
  for (const item of items) if (!firsts.has(keyOf(item))) firsts.set(keyOf(item), item);
  return [...firsts.values()];
}

function requireRoom(table: keyof typeof LIMITS, count: number): void {
  if (count > LIMITS[table]) throw new SetTooLargeError(table, count, LIMITS[table]);
}
