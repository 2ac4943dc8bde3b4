import { fillUp } from "./fillUp.ts";
import type { Column, NettingModel } from "./NettingModel.ts";
import type { Effort } from "./PlanNettingOptions.ts";
import { searchExactly } from "./searchExactly.ts";
import { splitModel } from "./splitModel.ts";
import type { LoadSolver } from "./solver/MipProblem.ts";
import { SolverAllowance } from "./solver/SolverAllowance.ts";
import { questionsOf, solveByClass } from "./solver/solveByClass.ts";

/** Parts with more trades are left to the solver at once. */
const MOST_TRADES_SEARCHED = 400;

/** What `chooseSet` works on. */
export interface ChooseSetOptions {
  readonly model: NettingModel;
  /** All priority classes, highest first. */
  readonly priorities: readonly number[];
  readonly effort: Effort;
  readonly loadSolver: LoadSolver;
}

/** What `chooseSet` found. */
export interface ChosenSet {
  /** A set that can settle and to which nothing can be added. */
  readonly columns: readonly Column[];
  /** For each class the value that no set exceeds which is at least as good in each higher class of each part. */
  readonly bounds: ReadonlyMap<number, bigint>;
}

interface Part {
  readonly model: NettingModel;
  readonly set: readonly Column[];
  readonly isProven: boolean;
}

/** The best set that the effort allows: each independent part of the model is searched exactly, or given to the solver. */
export async function chooseSet(options: ChooseSetOptions): Promise<ChosenSet> {
  const parts = splitModel(options.model).map((model) => searchPart(model, options));
  const open = parts.filter(({ isProven }) => !isProven);
  const proven = parts.filter(({ isProven }) => isProven).flatMap(({ set }) => set);
  const solved = open.length === 0 ? [] : await solveParts(open, options);
  const columns = [...proven, ...solved.flatMap((part) => part.columns)];
  const bounds = options.priorities.map((priority): [number, bigint] => {
    const found = valueIn(proven, priority);
    return [priority, solved.reduce((sum, part) => sum + (part.bounds.get(priority) ?? 0n), found)];
  });
  return { columns, bounds: new Map(bounds) };
}

function searchPart(model: NettingModel, { priorities, effort }: ChooseSetOptions): Part {
  const start = fillUp(model, model.columns);
  if (start.length === model.columns.length) return { model, set: start, isProven: true };
  if (model.columns.length > MOST_TRADES_SEARCHED) return { model, set: start, isProven: false };
  const { columns, isProven } = searchExactly({ model, priorities, start, nodes: effort.exactSets });
  return { model, set: columns, isProven };
}

/** Smallest parts first: what they do not use of the allowance is left to the others. */
async function solveParts(parts: readonly Part[], options: ChooseSetOptions): Promise<readonly ChosenSet[]> {
  const { priorities, effort, loadSolver } = options;
  const classes = parts.map(({ model }) => {
    const present = new Set(model.columns.map(({ priority }) => priority));
    return priorities.filter((priority) => present.has(priority));
  });
  const allowance = new SolverAllowance({
    work: effort.solverWork * priorities.length,
    seconds: effort.solverSeconds,
    questions: classes.reduce((sum, present) => sum + questionsOf(present.length), 0),
  });
  const solve = await loadSolver();
  const ordered = [...parts.entries()].toSorted(
    ([, a], [, b]) => a.model.columns.length - b.model.columns.length,
  );
  return ordered.map(([index, { model, set }]) =>
    solveByClass({ model, priorities: classes[index] ?? [], start: set, solve, allowance }),
  );
}

function valueIn(columns: readonly Column[], priority: number): bigint {
  return columns.reduce((sum, column) => (column.priority === priority ? sum + column.value : sum), 0n);
}
