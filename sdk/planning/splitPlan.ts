import { Balances } from "./Balances.ts";
import { checkEffort } from "./checkEffort.ts";
import { checkSplit } from "./checkSplit.ts";
import { InseparableTradesError } from "./errors/InseparableTradesError.ts";
import { UnsettleableSetError } from "./errors/UnsettleableSetError.ts";
import { inOrderOfMerit } from "./inOrderOfMerit.ts";
import type { Column } from "./NettingModel.ts";
import { rebase } from "./rebase.ts";
import { SetCutter } from "./SetCutter.ts";
import type { CutResult, SetCutterOptions } from "./SetCutter.ts";
import { loadHighs } from "./solver/loadHighs.ts";
import type { SolveMip } from "./solver/MipProblem.ts";
import { smallestGroup } from "./solver/smallestGroup.ts";
import { SolverAllowance } from "./solver/SolverAllowance.ts";
import type { SplitPlanOptions } from "./SplitPlanOptions.ts";

/**
 * Cuts trades that can all settle together into few sets of limited size, to be settled in the order of the list: each set
 * can settle by itself once those before it have. Higher priorities come first where that costs nothing.
 *
 * @returns the ids of each set, in code unit order
 * @throws InvalidMarketError when trades or positions contradict themselves, an id is unknown or given twice, two trades
 * share a number, or `mostTrades` is not a whole number above zero
 * @throws UnsettleableSetError when the trades cannot all settle together
 * @throws InseparableTradesError when no order was found in which no set is too large: trades wait for each other in a ring
 * @throws SolverUnavailableError when the solver is needed and cannot be loaded
 * @throws SolverFailedError when the solver breaks down
 */
export async function splitPlan(options: SplitPlanOptions): Promise<readonly (readonly string[])[]> {
  const { mostTrades } = options;
  const columns = checkSplit(options);
  const end = settleAll(columns);
  const find = groupFinder(options);
  const cut = (ordered: readonly Column[]): Promise<CutResult> =>
    new SetCutter({ columns: ordered, mostTrades, smallestGroup: find }).cut();

  const forward = await cut(inOrderOfMerit(columns));
  if ("sets" in forward) return forward.sets.map(idsOf);
  // Seen from the end the same trades run backwards, and other groups may be small.
  const mirrored = rebase({ columns, freeOf: (row) => end.of(row), direction: -1n });
  const backward = await cut(inOrderOfMerit(mirrored).toReversed());
  if ("sets" in backward) return backward.sets.toReversed().map(idsOf);
  throw new InseparableTradesError({ together: idsOf(forward.inseparable), mostTrades });
}

/** @returns what is free when all have settled */
function settleAll(columns: readonly Column[]): Balances {
  const balances = new Balances();
  for (const column of columns) balances.add(column);
  const [short] = balances.short();
  if (short === undefined) return balances;
  const { account, instrument } = short;
  throw new UnsettleableSetError({ account, instrument, missing: -balances.of(short) });
}

/** Loads the solver when it is first needed. */
function groupFinder({
  effort,
  loadSolver = loadHighs,
}: SplitPlanOptions): SetCutterOptions["smallestGroup"] {
  const { solverWork: work, solverSeconds: seconds } = checkEffort(effort);
  const allowance = new SolverAllowance({ work, seconds, questions: 1 });
  let solver: Promise<SolveMip> | undefined;
  return async (columns, balances) => {
    solver ??= loadSolver();
    const limits = allowance.limits(columns.length);
    return smallestGroup({ columns, balances, solve: await solver, limits });
  };
}

function idsOf(columns: readonly Column[]): readonly string[] {
  return columns.map(({ id }) => id).toSorted((a, b) => (a < b ? -1 : 1));
}
