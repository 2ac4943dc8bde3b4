import type { AllocateOptions } from "../../../../sdk/offering/allocate.ts";
import type { BookOrder } from "../../../../sdk/offering/BookOrder.ts";

/**
 * The second model of the allocation, slow and without the ideas of the first: it hands out one lot after the other to the
 * order that is furthest behind its exact share, and begins again from nothing when an order falls short of its minimum.
 *
 * @returns units by position, of those that get any
 */
export function allocateByModel(options: AllocateOptions): ReadonlyMap<bigint, bigint> {
  const willing = options.orders.filter(
    ({ order }) => order.maximumPrice >= options.price && order.minimumSpreadE8 <= options.spreadE8,
  );
  return allotted(willing, options);
}

function allotted(orders: readonly BookOrder[], options: AllocateOptions): ReadonlyMap<bigint, bigint> {
  const lot = options.rule.lotUnits;
  const result = new Map<bigint, bigint>();
  let lots = options.units / lot;
  for (const tier of tiersOf(orders, options)) {
    for (const [position, given] of handOut(tier, lots, lot)) {
      if (given > 0n) result.set(position, given * lot);
      lots -= given;
    }
  }
  const short = orders
    .filter(({ position, order }) => (result.get(position) ?? order.minimumUnits) < order.minimumUnits)
    .map(({ position }) => position);
  if (short.length === 0) return result;
  const last = short.reduce((a, b) => (a > b ? a : b));
  return allotted(
    orders.filter(({ position }) => position !== last),
    options,
  );
}

/** Each tier's orders, the last being those that none takes: whoever a tier takes is gone for the next. */
function tiersOf(orders: readonly BookOrder[], options: AllocateOptions): readonly (readonly BookOrder[])[] {
  let rest = orders;
  const tiers = options.rule.tiers.map(({ investors, classes }) => {
    const takes = ({ order: { investor } }: BookOrder): boolean => {
      if (investors.includes(investor)) return true;
      if (classes.length === 0) return investors.length === 0;
      const has = new Set(options.classesOf(investor));
      return classes.filter((each) => has.has(each)).length === classes.length;
    };
    const taken = rest.filter(takes);
    rest = rest.filter((each) => !takes(each));
    return taken;
  });
  return [...tiers, rest];
}

/** Lots by position. An order's share is lots x asked / sum; how far it is behind is compared in parts of 1 / sum. */
function handOut(
  orders: readonly BookOrder[],
  lots: bigint,
  lot: bigint,
): readonly (readonly [bigint, bigint])[] {
  const table = orders.map(({ position, order }) => ({ position, asked: order.units / lot, given: 0n }));
  let sum = 0n;
  for (const { asked } of table) sum += asked;
  if (sum <= lots) return table.map(({ position, asked }) => [position, asked]);
  for (let lotsLeft = lots; lotsLeft > 0n; lotsLeft--) {
    const [next] = table.toSorted((a, b) => {
      const [behindA, behindB] = [lots * a.asked - a.given * sum, lots * b.asked - b.given * sum];
      if (behindA !== behindB) return behindA > behindB ? -1 : 1;
      return a.position < b.position ? -1 : 1;
    });
    if (next !== undefined) next.given += 1n;
  }
  return table.map(({ position, given }) => [position, given]);
}
