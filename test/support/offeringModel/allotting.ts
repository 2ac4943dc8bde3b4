import { PAR_FACE } from "./figures.ts";
import { byCounting, paidFor } from "./figures.ts";
import { FIRMS, investor, sum } from "./ledger.ts";
import type { Allotment, Ledger, Plan, Share } from "./types.ts";

export const MONEY = 200n * PAR_FACE;
/** What others than the cast hold of the bond that is tapped, and what its issuer does. */
export const HELD_BY_OTHERS = 700n;
const HELD_BY_ISSUER = 300n;

/** What each order is given, in the order of the book, as long as there is any left. */
export function grantsOf({ orders, commitments }: Plan): readonly bigint[] {
  let left = sum(commitments);
  return orders.map(({ asked, filled }) => {
    const wanted = (asked * filled) / 100n;
    const granted = wanted < left ? wanted : left;
    left -= granted;
    return granted;
  });
}

/** The world when the allocation of a plan is complete. */
export function allotted(plan: Plan): Ledger {
  const units = sum(plan.commitments);
  const allotments = allotmentsOf(plan);
  const shares = plan.commitments.map((_, index) => soldBy(allotments, index));
  const allottedUnits = sum(shares.map((share) => share.units));
  if (plan.method !== "bestEfforts") {
    for (const [index, retained] of leftOverOf(plan, allotments).entries()) {
      const share = shares[index];
      if (share !== undefined) share.retained = retained;
    }
  }
  const isShort = plan.method === "bestEfforts" && allottedUnits < plan.minimumUnits;
  const cash = Array.from(
    { length: plan.circumstances.length },
    (_, index) => [investor(index), MONEY] as const,
  );
  return {
    plan,
    units,
    stage: isShort ? "ended" : "allotted",
    allotments,
    shares,
    cash: new Map(cash),
    bonds: new Map(plan.isTap ? [["issuer", HELD_BY_ISSUER]] : []),
    held: new Map(),
    lockedUp: new Map(),
    supply: plan.isTap ? HELD_BY_ISSUER + HELD_BY_OTHERS : 0n,
    isPaused: false,
  };
}

function allotmentsOf(plan: Plan): Allotment[] {
  const grants = grantsOf(plan);
  const allotments: Allotment[] = [];
  for (const [position, each] of plan.orders.entries()) {
    const units = grants[position] ?? 0n;
    if (units === 0n) continue;
    const isFromPot = each.seller >= FIRMS;
    allotments.push({
      position,
      investor: investor(each.investor),
      firm: isFromPot ? 0 : each.seller,
      isFromPot,
      units,
      amount: paidFor(plan, units),
      sequence: allotments.length,
      isEarmarked: false,
      isCancelled: false,
      state: "open",
    });
  }
  return allotments;
}

function soldBy(allotments: readonly Allotment[], index: number): Share {
  const own = allotments.filter((each) => each.firm === index);
  return {
    units: sum(own.map(({ units }) => units)),
    amount: sum(own.map(({ amount }) => amount)),
    retained: 0n,
  };
}

/** Unit by unit to whoever is furthest behind its part of what all are short of their commitments. */
function leftOverOf({ commitments }: Plan, allotments: readonly Allotment[]): readonly bigint[] {
  const unitsOf = (which: (each: Allotment) => boolean): bigint =>
    sum(allotments.filter(which).map(({ units }) => units));
  const credits = byCounting(
    unitsOf(({ isFromPot }) => isFromPot),
    commitments,
  );
  const short = commitments.map((commitment, index) => {
    const own = unitsOf((each) => each.firm === index && !each.isFromPot);
    const missing = commitment - own - (credits[index] ?? 0n);
    return missing > 0n ? missing : 0n;
  });
  return byCounting(sum(commitments) - unitsOf(() => true), short);
}
