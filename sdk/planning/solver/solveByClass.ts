import { classGains } from "../classGains.ts";
import type { ClassGains } from "../classGains.ts";
import { fillUp } from "../fillUp.ts";
import { isBetterRank } from "../isBetterRank.ts";
import type { Column, NettingModel } from "../NettingModel.ts";
import { rankOf } from "../rankOf.ts";
import type { SolveMip } from "./MipProblem.ts";
import { relaxedProblem } from "./relaxedProblem.ts";
import type { Floor } from "./relaxedProblem.ts";
import type { SolverAllowance } from "./SolverAllowance.ts";

/** What `solveByClass` works on. */
export interface SolveByClassOptions {
  readonly model: NettingModel;
  /** The priority classes of the model's columns, highest first. */
  readonly priorities: readonly number[];
  /** A set that can settle. */
  readonly start: readonly Column[];
  readonly solve: SolveMip;
  /** Expects `questionsOf` its classes. */
  readonly allowance: SolverAllowance;
}

/** What `solveByClass` found. */
export interface SolvedSet {
  /** A set that can settle, by exact arithmetic, of a rank at least as good as the start's. */
  readonly columns: readonly Column[];
  /** For each class the value that no set exceeds which is at least as good in each higher class. */
  readonly bounds: ReadonlyMap<number, bigint>;
}

/** Questions that `solveByClass` may ask about so many classes. */
export function questionsOf(classes: number): number {
  return Math.max(0, 2 * classes - 1);
}

/** Asks the solver for the most of each class, highest first, giving up nothing of the classes before. */
export function solveByClass(options: SolveByClassOptions): SolvedSet {
  const { model, priorities } = options;
  const bounds = new Map<number, bigint>();
  const floors: Floor[] = [];
  let set = options.start;
  for (const [index, priority] of priorities.entries()) {
    const members = model.columns.filter((column) => column.priority === priority);
    const gains = classGains(members);
    const solved = solveClass(
      { ...options, start: set },
      { members, gains, floors, higher: priorities.slice(0, index) },
    );
    set = solved.columns;
    bounds.set(priority, solved.bound);
    floors.push({ units: gains.units, atLeast: unitsOf(set, gains) });
  }
  return { columns: set, bounds };
}

function unitsOf(set: readonly Column[], { units }: ClassGains): bigint {
  return set.reduce((sum, column) => sum + (units.get(column) ?? 0n), 0n);
}

interface ClassQuestion {
  readonly members: readonly Column[];
  readonly gains: ClassGains;
  /** The classes before. */
  readonly higher: readonly number[];
  /** What must be kept of each of them. */
  readonly floors: readonly Floor[];
}

/**
 * Asks twice: with the higher classes left as they are, which cannot give up anything of them, and with no more than their
 * floors, which are as good as the solver's rounding and say nothing of the number of trades. Only the second answer's
 * bound is one.
 */
function solveClass(
  options: SolveByClassOptions,
  question: ClassQuestion,
): { readonly columns: readonly Column[]; readonly bound: bigint } {
  const { model, start, allowance } = options;
  const { members, higher } = question;
  const total = members.reduce((sum, { value }) => sum + value, 0n);
  const chosen = new Set(start);
  if (members.every((column) => chosen.has(column))) {
    allowance.close(higher.length === 0 ? 1 : 2);
    return { columns: start, bound: total };
  }
  const kept = model.columns.filter(({ priority }) => higher.includes(priority));
  const first = higher.length === 0 ? start : ask(options, question, kept).columns;
  const second = ask({ ...options, start: first }, question, []);
  const { bound } = second;
  return { columns: second.columns, bound: bound === undefined || bound > total ? total : bound };
}

interface ClassAnswer {
  /** At least as good as the start. */
  readonly columns: readonly Column[];
  /** Value that no set exceeds which is above the floors, and agrees with the start where columns are fixed. */
  readonly bound: bigint | undefined;
}

function ask(options: SolveByClassOptions, question: ClassQuestion, fixed: readonly Column[]): ClassAnswer {
  const { model, priorities, start, solve, allowance } = options;
  const { gains, valueBound } = question.gains;
  const limits = allowance.limits(model.columns.length);
  const asked = relaxedProblem({ model, gains, floors: question.floors, start, fixed, limits });
  const answer = solve(asked.problem);
  allowance.spend(answer.spent, model.columns.length);
  const found = fillUp(model, asked.columnsOf(answer));
  const isBetter = isBetterRank(rankOf(found, priorities), rankOf(start, priorities));
  const bound = asked.boundOf(answer);
  return {
    columns: isBetter ? found : start,
    bound: bound === undefined ? undefined : valueBound(bound),
  };
}
