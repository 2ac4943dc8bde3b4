import { ZeroAddress } from "ethers";

import type { Candidate } from "../../../../sdk/planning/Candidate.ts";
import { cashInstrument } from "../../../../sdk/planning/cashInstrument.ts";
import type { Position } from "../../../../sdk/planning/Position.ts";

// A second reckoning, as plain as can be, that shares nothing with the planner but the names of instruments.

/** Whether the trades can settle together from these positions, dates and approvals apart. */
export function canSettle(trades: readonly Candidate[], positions: readonly Position[]): boolean {
  const numbers = trades.map(({ trade: { venue, seller, buyer, sequence } }) =>
    venue === ZeroAddress ? `${seller} ${buyer} ${sequence}` : `${venue} ${sequence}`,
  );
  if (new Set(numbers).size < trades.length) return false;
  return [...settled(trades, positions).values()].every((free) => free >= 0n);
}

/** Free units by account and instrument after the trades have settled together. */
export function settled(
  trades: readonly Candidate[],
  positions: readonly Position[],
): ReadonlyMap<string, bigint> {
  const free = new Map<string, bigint>();
  const move = (account: string, instrument: string, units: bigint): void => {
    const key = `${account} ${instrument}`;
    free.set(key, (free.get(key) ?? 0n) + units);
  };
  for (const { account, instrument, free: units } of positions) move(account, instrument, units);
  for (const { trade, bondsHeld, cashHeld } of trades) {
    const cash = cashInstrument(trade);
    if (!bondsHeld) move(trade.seller, trade.isin, -trade.quantity);
    move(trade.buyer, trade.isin, trade.quantity);
    if (!cashHeld) move(trade.buyer, cash, -trade.amount);
    move(trade.seller, cash, trade.amount);
  }
  return free;
}

/** Every set of the trades that can settle together. */
export function settleableSets(
  trades: readonly Candidate[],
  positions: readonly Position[],
): readonly (readonly Candidate[])[] {
  const subsets = Array.from({ length: 2 ** trades.length }, (_, bits) =>
    trades.filter((_trade, index) => (bits >> index) % 2 === 1),
  );
  return subsets.filter((subset) => canSettle(subset, positions));
}

/** Value and number of trades in each priority class, highest first, over the classes 0 to `classes` - 1. */
export function rank(
  trades: readonly Candidate[],
  classes: number,
  weightOf: (currency: string) => bigint,
): readonly bigint[] {
  return Array.from({ length: classes }, (_, priority) => {
    const members = trades.filter((trade) => trade.priority === priority);
    const value = members.reduce((sum, { trade }) => sum + trade.amount * weightOf(trade.currency), 0n);
    return [value, BigInt(members.length)];
  }).flat();
}

/** The best of ranks: largest in the first place where they differ. */
export function bestRank(ranks: readonly (readonly bigint[])[]): readonly bigint[] {
  return ranks.reduce((best, next) => {
    const place = next.findIndex((figure, index) => figure !== best[index]);
    return place >= 0 && (next[place] ?? 0n) > (best[place] ?? 0n) ? next : best;
  });
}
