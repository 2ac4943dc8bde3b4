import type { Pairing } from "./Market.ts";
import type { Way } from "./Way.ts";

/** Largest number of trades without a common party in one transaction, times two: the people that are needed. */
export const PEOPLE = 300;

const TRADERS = 10;

/** Trades no two of which have a common party, until the crowd is used up. */
const apart: Pairing = (index, crowd) => [(2 * index) % crowd, (2 * index + 1) % crowd];

/** Trades among ten: each sells to the others in turn. */
const amongTen: Pairing = (index) => [
  index % TRADERS,
  (index + 1 + (Math.floor(index / TRADERS) % (TRADERS - 1))) % TRADERS,
];

const singly: Way = {
  name: "single",
  perTransaction: 1,
  method: "single",
  transactions: 400,
  pairing: apart,
};
const batchOf50: Way = {
  name: "batch of 50",
  perTransaction: 50,
  method: "batch",
  transactions: 24,
  pairing: apart,
};
const netOf150: Way = {
  name: "net of 150, by trades",
  perTransaction: 150,
  method: "net",
  transactions: 8,
  pairing: amongTen,
};

/** The ways that are measured; `quick`: few transactions of each. */
export function ways({ quick }: { readonly quick: boolean }): readonly Way[] {
  const all: readonly Way[] = [
    singly,
    batchOf50,
    { ...batchOf50, name: "batch of 150", perTransaction: 150, transactions: 8 },
    netOf150,
    { ...netOf150, name: "net of 150, by parties", method: "net by parties" },
  ];
  return quick
    ? all.map((way) => ({ ...way, transactions: Math.max(1, Math.floor(way.transactions / 8)) }))
    : all;
}
