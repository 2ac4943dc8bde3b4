import { bindingRows } from "../bindingRows.ts";
import type { Column, NettingModel } from "../NettingModel.ts";
import { gainScale } from "./gainScale.ts";
import { limitRow } from "./limitRow.ts";
import type { LimitTerm } from "./limitRow.ts";
import type { MipAnswer, MipLimits, MipProblem } from "./MipProblem.ts";

/** A condition besides those of the model: the chosen columns' units add up to at least so much. */
export interface Floor {
  readonly units: ReadonlyMap<Column, bigint>;
  readonly atLeast: bigint;
}

/** What `relaxedProblem` works on. */
export interface RelaxedProblemOptions {
  readonly model: NettingModel;
  /** What is to be the largest: the sum of the chosen columns' gains, each zero or above; left out is zero. */
  readonly gains: ReadonlyMap<Column, bigint>;
  readonly floors: readonly Floor[];
  /** A set that can settle and is above all floors. */
  readonly start: readonly Column[];
  /** Columns that stay as they are at the start. */
  readonly fixed: readonly Column[];
  readonly limits: MipLimits;
}

/** The solver's question, and how to read its answer. */
export interface RelaxedProblem {
  readonly problem: MipProblem;
  /** The columns of an answer; they need checking, since the question is slightly looser than the model. */
  readonly columnsOf: (answer: MipAnswer) => readonly Column[];
  /** No set that can settle gains more than this; `undefined` when the solver does not know. */
  readonly boundOf: (answer: MipAnswer) => bigint | undefined;
}

/** The model as a question for a solver that reckons in doubles: no set that can settle is lost on the way. */
export function relaxedProblem(options: RelaxedProblemOptions): RelaxedProblem {
  const { model, gains, floors, limits } = options;
  const { columns } = model;
  const indexes = new Map(columns.map((column, index) => [column, index]));
  const indexOf = (column: Column): number => indexes.get(column) ?? 0;
  const start = new Set(options.start.map(indexOf));
  const fixed = new Map(options.fixed.map(indexOf).map((index) => [index, start.has(index)]));
  const term = (column: Column, value: bigint): LimitTerm => ({ column: indexOf(column), value });
  const scale = gainScale(columns.map((column) => gains.get(column) ?? 0n));
  const rows = [
    ...[...bindingRows(columns)].map(([row, uses]) =>
      limitRow(
        uses.map(({ column, delta }) => term(column, -delta)),
        row.free,
      ),
    ),
    ...model.rivals.map((group) =>
      limitRow(
        group.map((column) => term(column, 1n)),
        1n,
      ),
    ),
    ...floors.map((floor) =>
      limitRow(
        [...floor.units].map(([column, units]) => term(column, -units)),
        -floor.atLeast,
      ),
    ),
  ];
  return {
    problem: { gains: scale.gains, rows, fixed, start: [...start], limits },
    columnsOf: ({ chosen = [] }) => chosen.flatMap((index) => columns[index] ?? []),
    boundOf: ({ bound }) => scale.wholeBound(bound),
  };
}
