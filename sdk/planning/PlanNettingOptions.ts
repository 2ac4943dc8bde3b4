import type { Candidate } from "./Candidate.ts";
import type { Position } from "./Position.ts";
import type { LoadSolver } from "./solver/MipProblem.ts";

/** What one minor unit of a currency counts, as a fraction; both parts above zero. */
export interface Weight {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** What `planNetting` works on. */
export interface PlanNettingOptions {
  /** Open trades of one venue, or of none: only those can settle in one transaction. */
  readonly candidates: readonly Candidate[];
  readonly positions: readonly Position[];
  /** Seconds since 1970-01-01T00:00:00Z. */
  readonly now: bigint;
  /** By currency code; needed when cash is paid in more than one currency. */
  readonly weights?: Readonly<Record<string, Weight>> | undefined;
  /** When to stop looking for more; left out: see `Effort`. */
  readonly effort?: Partial<Effort> | undefined;
  /** Solver for what is too large to search exactly; left out: HiGHS. */
  readonly loadSolver?: LoadSolver | undefined;
}

/** How long planning may look for more, in measures that do not depend on the machine's speed. */
export interface Effort {
  /** Sets that the exact search may look at in each independent part of the market. 0: it is left to the solver. */
  readonly exactSets: number;
  /** Work of the solver for each priority class: checkpoints that it may pass, times the trades of the part it works on. */
  readonly solverWork: number;
  /** Seconds on the solver's own clock; left out: no limit. With it the plan may differ from one machine to the next. */
  readonly solverSeconds?: number | undefined;
}
