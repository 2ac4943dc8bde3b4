import type { InvestorClass } from "../terms/Party.ts";
import type { AllocationRule } from "./AllocationRule.ts";
import type { AllotmentOutcome, RuleAllotment } from "./Allotment.ts";
import type { BookOrder } from "./BookOrder.ts";
import { LotUnitsError } from "./errors/LotUnitsError.ts";
import { OfferedUnitsError } from "./errors/OfferedUnitsError.ts";
import { RepeatedPositionError } from "./errors/RepeatedPositionError.ts";
import { isWilling } from "./isWilling.ts";
import type { PricePoint } from "./PricePoint.ts";
import { shareOutLots } from "./shareOutLots.ts";
import { tierOf } from "./tierOf.ts";

/** What `allocate` works on. */
export interface AllocateOptions extends PricePoint {
  /** The orders of the book, in any order, each at a position of its own. */
  readonly orders: readonly BookOrder[];
  readonly rule: AllocationRule;
  /** Units offered. */
  readonly units: bigint;
  /** The classes of an investor in the registry. */
  readonly classesOf: (investor: string) => readonly InvestorClass[];
}

/** Who is given what by the rule. */
export interface Allocation {
  /** One for every order, those that get nothing too, by rising position. */
  readonly allotments: readonly RuleAllotment[];
  /** Units allotted together. */
  readonly units: bigint;
}

/** An order that takes part in the allocation. */
interface Applicant {
  readonly position: bigint;
  readonly tier: number;
  /** Whole lots asked for. */
  readonly lots: bigint;
  readonly minimumUnits: bigint;
}

/**
 * Allots units by the rule among the orders that are willing at a price: tier by tier, within a tier pro rata to the whole
 * lots asked for (`shareOutLots`), ties to the lower position. Units that do not make a whole lot count for nothing.
 *
 * Minimums: while orders would get something, but less than they take, the one of them with the highest position is taken out,
 * and everything is allotted anew among the others. An order that gets nothing does not fall short of its minimum: it
 * takes nothing from others, and taking out small orders whose share rounds to nothing would hand their part to large ones.
 *
 * The allotments sum to the units offered or to those asked for by willing orders that were not taken out, whichever is
 * less, both in whole lots: minimums can leave units over only when too few others want them.
 *
 * @throws LotUnitsError when the rule's lot is not above zero
 * @throws OfferedUnitsError when nothing is offered
 * @throws RepeatedPositionError when two orders have one position
 */
export function allocate(options: AllocateOptions): Allocation {
  const { rule, units } = options;
  const { lotUnits } = rule;
  if (lotUnits < 1n) throw new LotUnitsError(lotUnits);
  if (units < 1n) throw new OfferedUnitsError(units);
  const orders = inOrderOfBook(options.orders);
  const tiers = new Map(orders.map(({ position, order }) => [position, tierIn(options, order.investor)]));
  const applicants = orders
    .filter(({ order }) => isWilling(order, options))
    .map(({ position, order }) => ({
      position,
      tier: tiers.get(position) ?? rule.tiers.length,
      lots: order.units / lotUnits,
      minimumUnits: order.minimumUnits,
    }));
  const { given, takenOut } = allotAboveMinimums(applicants, units / lotUnits, lotUnits);
  const allotments = orders.map(({ position, order }): RuleAllotment => {
    const allotted = (given.get(position) ?? 0n) * lotUnits;
    const facts = { allotted, isWilling: isWilling(order, options), isTakenOut: takenOut.has(position) };
    return {
      position,
      investor: order.investor,
      units: allotted,
      askedUnits: order.units,
      tier: rule.tiers[tiers.get(position) ?? rule.tiers.length]?.name,
      outcome: outcomeOf(facts, order.units - (order.units % lotUnits)),
    };
  });
  return { allotments, units: allotments.reduce((sum, each) => sum + each.units, 0n) };
}

/** Allots anew until nobody gets less than it takes. Each round takes out one order, so it ends. */
function allotAboveMinimums(
  applicants: readonly Applicant[],
  lots: bigint,
  lotUnits: bigint,
): { readonly given: ReadonlyMap<bigint, bigint>; readonly takenOut: ReadonlySet<bigint> } {
  const takenOut = new Set<bigint>();
  for (;;) {
    const given = allotTiers(
      applicants.filter(({ position }) => !takenOut.has(position)),
      lots,
    );
    const short = applicants.findLast(({ position, minimumUnits }) => {
      const units = (given.get(position) ?? 0n) * lotUnits;
      return units > 0n && units < minimumUnits;
    });
    if (short === undefined) return { given, takenOut };
    takenOut.add(short.position);
  }
}

/** Lots by position: each tier from what those before it leave. */
function allotTiers(applicants: readonly Applicant[], lots: bigint): ReadonlyMap<bigint, bigint> {
  const given = new Map<bigint, bigint>();
  let left = lots;
  for (const tier of [...new Set(applicants.map((each) => each.tier))].toSorted((a, b) => a - b)) {
    const members = applicants.filter((each) => each.tier === tier);
    const shares = shareOutLots(
      left,
      members.map((each) => each.lots),
    );
    members.forEach(({ position }, index) => given.set(position, shares[index] ?? 0n));
    left -= shares.reduce((sum, share) => sum + share, 0n);
  }
  return given;
}

function outcomeOf(
  facts: { readonly allotted: bigint; readonly isWilling: boolean; readonly isTakenOut: boolean },
  wholeLots: bigint,
): AllotmentOutcome {
  if (!facts.isWilling) return "outsideLimit";
  if (facts.isTakenOut) return "belowMinimum";
  if (facts.allotted === 0n) return "nothingLeft";
  return facts.allotted === wholeLots ? "full" : "cut";
}

function tierIn({ rule, classesOf }: AllocateOptions, investor: string): number {
  return tierOf({ rule, investor, classes: classesOf(investor) });
}

function inOrderOfBook(orders: readonly BookOrder[]): readonly BookOrder[] {
  const sorted = orders.toSorted((a, b) => (a.position < b.position ? -1 : 1));
  const repeated = sorted.find(({ position }, index) => position === sorted[index - 1]?.position);
  if (repeated !== undefined) throw new RepeatedPositionError(repeated.position);
  return sorted;
}
