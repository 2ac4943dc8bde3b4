import { expect } from "chai";

import { SolverFailedError } from "../../../../../sdk/planning/errors/SolverFailedError.ts";
import { loadHighs } from "../../../../../sdk/planning/solver/loadHighs.ts";
import type { MipProblem } from "../../../../../sdk/planning/solver/MipProblem.ts";

/** Columns 1 and 2 gain more than column 0, and one of the two with column 0 is too much. */
const problem: MipProblem = {
  gains: [1, 0.75, 0.75],
  rows: [{ upper: 1, columns: [0, 1, 2], values: [1, 0.5, 0.5] }],
  fixed: new Map(),
  start: [0],
  limits: { checkpoints: 100 },
};

describe("loadHighs", () => {
  it("gives a solver that finds the largest gain and proves it", async () => {
    const solve = await loadHighs();
    expect(solve(problem)).to.deep.include({ chosen: [1, 2], bound: 1.5 });
  });

  it("when columns are fixed, leaves them as they are", async () => {
    const solve = await loadHighs();
    expect(solve({ ...problem, fixed: new Map([[0, true]]) })).to.deep.include({ chosen: [0], bound: 1 });
    expect(solve({ ...problem, fixed: new Map([[1, false]]) })).to.deep.include({ chosen: [0], bound: 1 });
  });

  it("when nothing is asked, answers nothing", async () => {
    const solve = await loadHighs();
    expect(solve({ ...problem, gains: [], rows: [], start: [] })).to.deep.equal({
      chosen: [],
      bound: 0,
      spent: { checkpoints: 0, seconds: 0 },
    });
  });

  it("when no choice is within the rows, has no answer and no bound", async () => {
    const solve = await loadHighs();
    const rows = [{ upper: -1, columns: [0], values: [1] }];
    expect(solve({ ...problem, rows })).to.deep.include({ chosen: undefined, bound: Infinity });
  });

  it("when the question makes no sense to it, fails in words", async () => {
    const solve = await loadHighs();
    expect(() => solve({ ...problem, gains: [NaN, 1, 1] }))
      .to.throw(SolverFailedError, "The solver highs has broken down.")
      .with.property("code", "SOLVER_FAILED");
  });
});
