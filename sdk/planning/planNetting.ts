import { buildModel } from "./buildModel.ts";
import type { Candidate } from "./Candidate.ts";
import { checkEffort } from "./checkEffort.ts";
import { checkMarket } from "./checkMarket.ts";
import { chooseSet } from "./chooseSet.ts";
import type { ChosenSet } from "./chooseSet.ts";
import { dropHopeless } from "./dropHopeless.ts";
import { movementsOf } from "./movementsOf.ts";
import type { PlanNettingOptions } from "./PlanNettingOptions.ts";
import { rankOf } from "./rankOf.ts";
import { reportLiquidity } from "./reportLiquidity.ts";
import type { ClassOutcome, LeftBehind, LeftBehindReason, SettlementPlan } from "./SettlementPlan.ts";
import { loadHighs } from "./solver/loadHighs.ts";
import { valueCandidates } from "./valueCandidates.ts";
import { whyNotNow } from "./whyNotNow.ts";
import { whyNotTogether } from "./whyNotTogether.ts";

/**
 * Chooses which open trades settle together now by multilateral netting, so that the settled value is the largest: first
 * in the highest priority class, then, giving up nothing of it, in the next. Of sets of equal value the one with more
 * trades is better; that much is certain where the exact search decides.
 *
 * Each account must have enough of each instrument on balance: its free units, with what the chosen trades bring, cover
 * what they draw. A held leg draws on nothing, and what is held for other trades is out of reach.
 *
 * The result depends on nothing but the options, and not on their order; with `effort.solverSeconds` also on the machine.
 *
 * @throws InvalidMarketError when trades, positions, weights or effort contradict themselves
 * @throws MissingWeightError when cash of several currencies is to be added up and one has no weight
 * @throws SolverUnavailableError when the market is too large for the exact search and the solver cannot be loaded
 * @throws SolverFailedError when the solver breaks down
 */
export async function planNetting(options: PlanNettingOptions): Promise<SettlementPlan> {
  const { candidates, positions, now, weights, loadSolver = loadHighs } = options;
  checkMarket(options);
  const effort = checkEffort(options.effort);
  const { valueOf, denominator } = valueCandidates(candidates, weights);
  const stopped = new Map(candidates.map((candidate) => [candidate, whyNotNow(candidate, now)]));
  const ready = candidates.filter((candidate) => stopped.get(candidate)?.length === 0);
  const model = buildModel({ candidates: ready, positions, valueOf });
  const priorities = [...new Set(ready.map(({ priority }) => priority))].toSorted((a, b) => a - b);
  const set = await chooseSet({ model: dropHopeless(model), priorities, effort, loadSolver });
  const chosen = new Set(set.columns.map(({ id }) => id));
  return {
    chosen: [...chosen].toSorted(byCodeUnit),
    ...outcome(set, priorities),
    valueDenominator: denominator,
    ...reportLiquidity(ready.filter(({ id }) => chosen.has(id)).flatMap(movementsOf)),
    leftBehind: leftBehind(stopped, whyNotTogether(model, set.columns)),
  };
}

type Outcome = Pick<SettlementPlan, "value" | "bound" | "gap" | "gapShare" | "classes">;

function outcome({ columns, bounds }: ChosenSet, priorities: readonly number[]): Outcome {
  const rank = rankOf(columns, priorities);
  const classes = priorities.map((priority, index): ClassOutcome => {
    const value = rank[2 * index] ?? 0n;
    const bound = bounds.get(priority) ?? value;
    const trades = Number(rank[2 * index + 1] ?? 0n);
    return { priority, trades, value, bound: bound < value ? value : bound };
  });
  const value = classes.reduce((sum, one) => sum + one.value, 0n);
  const bound = classes.reduce((sum, one) => sum + one.bound, 0n);
  const gap = bound - value;
  return { value, bound, gap, gapShare: gap === 0n ? 0 : Number(gap) / Number(bound), classes };
}

function leftBehind(
  stopped: ReadonlyMap<Candidate, readonly LeftBehindReason[]>,
  notTogether: ReadonlyMap<string, readonly LeftBehindReason[]>,
): readonly LeftBehind[] {
  const all = [...stopped].map(([{ id }, reasons]) => ({ id, reasons: notTogether.get(id) ?? reasons }));
  return all.filter(({ reasons }) => reasons.length > 0).toSorted((a, b) => byCodeUnit(a.id, b.id));
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : 1;
}
