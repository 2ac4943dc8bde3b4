import type { Candidate } from "./Candidate.ts";
import type { Effort } from "./PlanNettingOptions.ts";
import type { Position } from "./Position.ts";
import type { LoadSolver } from "./solver/MipProblem.ts";

/** What `splitPlan` works on. */
export interface SplitPlanOptions {
  /** As the plan was made from. */
  readonly candidates: readonly Candidate[];
  readonly positions: readonly Position[];
  /** Ids of the trades that can all settle together: `SettlementPlan.chosen`. */
  readonly chosen: readonly string[];
  /** Most trades that one set may have. */
  readonly mostTrades: number;
  /** How long to look for a way to cut what hangs together; left out: see `Effort`. */
  readonly effort?: Partial<Effort> | undefined;
  /** Solver for groups that the simple ways do not find; left out: HiGHS. */
  readonly loadSolver?: LoadSolver | undefined;
}
