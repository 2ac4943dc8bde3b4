import type { SetWay, TradeOfCrowd } from "./GasHouse.ts";

/** Sets of one kind, whose gas is measured at growing sizes. */
export interface GasCase {
  readonly what: string;
  readonly way: SetWay;
  /** Numbers of trades. */
  readonly sizes: readonly number[];
  /** The trade at a place of a set of so many. */
  readonly trade: (index: number, count: number) => Omit<TradeOfCrowd, "sequence">;
  /**
   * The size that snapshots/gas.json has too, its name there, and the number of its first trade in test/gas/sets.test.ts:
   * with the same numbers the calldata is the same to the byte.
   */
  readonly committed?: { readonly trades: number; readonly name: string; readonly first: bigint };
}

/** The sets that are measured, those of test/gas/sets.test.ts among them. */
export const GAS_CASES: readonly GasCase[] = [
  {
    what: "batch, no common party",
    way: "batch",
    sizes: [1, 10, 50, 100, 200],
    trade: (index) => ({ seller: 2 * index, buyer: 2 * index + 1 }),
    committed: { trades: 50, name: "batch50Signed", first: 1n },
  },
  {
    what: "batch, one dealer in all trades",
    way: "batch",
    sizes: [1, 10, 50, 100, 200],
    trade: (index, count) =>
      index % 2 === 0 ? { seller: 2 * count, buyer: index } : { seller: index, buyer: 2 * count },
    committed: { trades: 50, name: "batch50Hub", first: 51n },
  },
  {
    what: "chain, bought and sold on",
    way: "chain",
    sizes: [3, 10],
    trade: (index) => ({ seller: index, buyer: index + 1 }),
    committed: { trades: 3, name: "linkedChain3", first: 151n },
  },
  {
    what: "net among 10, signed trade by trade",
    way: "net",
    sizes: [10, 50, 200],
    trade: among10,
    committed: { trades: 50, name: "net50Signed", first: 154n },
  },
  {
    what: "net among 10, signed once a party",
    way: "net by parties",
    sizes: [10, 50, 200],
    trade: among10,
    committed: { trades: 50, name: "net50PartySigned", first: 204n },
  },
];

/** Trades among ten parties: each sells to and buys from others, and few nets are zero. */
function among10(index: number): Omit<TradeOfCrowd, "sequence"> {
  const seller = index % 10;
  const other = (index * 7 + Math.floor(index / 10) + 1) % 10;
  const quantity = BigInt(1 + (index % 3));
  return {
    seller,
    buyer: other === seller ? (index + 1) % 10 : other,
    quantity,
    amount: 100_123_456n * quantity + BigInt(index),
  };
}
