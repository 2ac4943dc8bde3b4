import type { Allotment } from "./Allotment.ts";

/** What `compareAllocations` works on. */
export interface CompareAllocationsOptions {
  /** Allotments by the rule. */
  readonly rule: readonly Allotment[];
  /** Allotments as they are to be, or were, given. */
  readonly manual: readonly Allotment[];
}

/** Units by the rule and units given. */
export interface AllocationDifference {
  readonly unitsByRule: bigint;
  readonly unitsGiven: bigint;
  /** Units given less units by the rule: below zero for who gets less. */
  readonly difference: bigint;
}

/** How an allocation departs from the rule. */
export interface AllocationComparison {
  /** Each position that is given units by either, by rising position, those without difference too. */
  readonly positions: readonly (AllocationDifference & { readonly position: bigint })[];
  readonly total: AllocationDifference;
  /** Units that orders get beyond what the rule gives them. */
  readonly unitsMore: bigint;
  /** Units that the rule gives to orders and that they do not get. */
  readonly unitsLess: bigint;
}

/** Sets an allocation that somebody made beside that of the rule. A position that stands in a list twice counts twice. */
export function compareAllocations({ rule, manual }: CompareAllocationsOptions): AllocationComparison {
  const [byRule, given] = [unitsByPosition(rule), unitsByPosition(manual)];
  const positions = [...new Set([...byRule.keys(), ...given.keys()])]
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map((position) => ({ position, ...between(byRule.get(position), given.get(position)) }))
    .filter(({ unitsByRule, unitsGiven }) => unitsByRule !== 0n || unitsGiven !== 0n);
  const differences = positions.map(({ difference }) => difference);
  return {
    positions,
    total: between(sum([...byRule.values()]), sum([...given.values()])),
    unitsMore: sum(differences.filter((each) => each > 0n)),
    unitsLess: -sum(differences.filter((each) => each < 0n)),
  };
}

function between(unitsByRule = 0n, unitsGiven = 0n): AllocationDifference {
  return { unitsByRule, unitsGiven, difference: unitsGiven - unitsByRule };
}

function unitsByPosition(allotments: readonly Allotment[]): ReadonlyMap<bigint, bigint> {
  const all = new Map<bigint, bigint>();
  for (const { position, units } of allotments) all.set(position, (all.get(position) ?? 0n) + units);
  return all;
}

function sum(values: readonly bigint[]): bigint {
  return values.reduce((all, each) => all + each, 0n);
}
