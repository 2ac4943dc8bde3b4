import type { Highs, ModelData } from "highs";

import { SolverFailedError } from "../errors/SolverFailedError.ts";
import { SolverUnavailableError } from "../errors/SolverUnavailableError.ts";
import type { MipAnswer, MipProblem, MipRow, SolveMip } from "./MipProblem.ts";

type Loader = () => Promise<Highs>;
type Model = ReturnType<Highs["createModel"]>;

/** Choices within this of one count as made: the solver's numbers are not whole. */
const CHOSEN_FROM = 0.5;

/** Fixed, so that the same question has the same answer. */
const OPTIONS = {
  output_flag: false,
  random_seed: 1,
  mip_rel_gap: 1e-9,
  mip_abs_gap: 0,
  mip_feasibility_tolerance: 1e-9,
  primal_feasibility_tolerance: 1e-9,
  dual_feasibility_tolerance: 1e-9,
};

/**
 * The HiGHS solver as WebAssembly from the npm package `highs`: one file beside its loader, nothing is fetched. Each call
 * gives a fresh instance, so that what was solved before has no influence. The solver it gives throws SolverFailedError.
 *
 * @throws SolverUnavailableError when the package cannot be loaded
 */
export async function loadHighs(): Promise<SolveMip> {
  const highs = await instance();
  return (problem) => {
    try {
      return solve(highs, problem);
    } catch (cause) {
      throw new SolverFailedError("highs", cause);
    }
  };
}

async function instance(): Promise<Highs> {
  try {
    const loaded: { readonly default: unknown } = await import("highs");
    if (!isLoader(loaded.default)) throw new TypeError("the package has no loader");
    return await loaded.default();
  } catch (cause) {
    throw new SolverUnavailableError("highs", cause);
  }
}

/** The package's types describe its CommonJS form, in which the loader is not the default import itself. */
function isLoader(value: unknown): value is Loader {
  return typeof value === "function";
}

function solve(highs: Highs, problem: MipProblem): MipAnswer {
  if (problem.gains.length === 0) return { chosen: [], bound: 0, spent: { checkpoints: 0, seconds: 0 } };
  const model = highs.createModel(modelData(highs, problem));
  try {
    model.options.set(OPTIONS);
    const { seconds } = problem.limits;
    if (seconds !== undefined) model.options.set("time_limit", seconds);
    model.setSolution({ colValue: startOf(problem) });
    const checkpoints = run(highs, model, problem.limits.checkpoints);
    return { ...answerOf(highs, model), spent: { checkpoints, seconds: model.getRunTime() } };
  } finally {
    model.dispose();
  }
}

/** @returns checkpoints passed */
function run(highs: Highs, model: Model, checkpoints: number): number {
  let passed = 0;
  model.run({
    [highs.constants.callbackType.mipInterrupt](event) {
      passed++;
      if (passed >= checkpoints) event.interrupt();
    },
  });
  return passed;
}

function answerOf(highs: Highs, model: Model): Omit<MipAnswer, "spent"> {
  const { optimal, timeLimit, interrupted } = highs.constants.modelStatus;
  const isUsable = new Set<number>([optimal, timeLimit, interrupted]).has(model.getModelStatus());
  if (!isUsable) return { chosen: undefined, bound: Infinity };
  const hasSolution = model.info.get("primal_solution_status") !== 0;
  const values = hasSolution ? [...model.getSolution().colValue] : undefined;
  return {
    chosen: values?.flatMap((value, index) => (value > CHOSEN_FROM ? [index] : [])),
    bound: Number(model.info.get("mip_dual_bound")),
  };
}

function startOf({ gains, start }: MipProblem): Float64Array {
  const values = new Float64Array(gains.length);
  for (const column of start) values[column] = 1;
  return values;
}

function modelData(highs: Highs, { gains, rows, fixed }: MipProblem): ModelData {
  const numCols = gains.length;
  const { integer } = highs.constants.variableType;
  return {
    numCols,
    numRows: rows.length,
    sense: highs.constants.objectiveSense.maximize,
    colCost: gains,
    colLower: gains.map((_, column) => (fixed.get(column) === true ? 1 : 0)),
    colUpper: gains.map((_, column) => (fixed.get(column) === false ? 0 : 1)),
    rowLower: rows.map(() => -highs.infinity),
    rowUpper: rows.map(({ upper }) => upper),
    matrix: {
      format: "csr",
      numRows: rows.length,
      numCols,
      starts: startsOf(rows),
      indices: rows.flatMap(({ columns }) => columns),
      values: rows.flatMap(({ values }) => values),
    },
    integrality: gains.map(() => integer),
  };
}

function startsOf(rows: readonly MipRow[]): readonly number[] {
  const starts = [0];
  let end = 0;
  for (const { columns } of rows) starts.push((end += columns.length));
  return starts;
}
