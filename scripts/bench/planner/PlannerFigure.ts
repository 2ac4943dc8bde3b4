import type { PlanRun } from "./PlanRun.ts";

/** How the planner does on markets of one size, over several seeds. */
export interface PlannerFigure {
  readonly trades: number;
  readonly participants: number;
  readonly milliseconds: { readonly median: number; readonly most: number };
  /** The median time grows from the size before as the size to the power of this; left out at the first size. */
  readonly growth?: number | undefined;
  /** Gap over bound, from 0 to 1; 0 when every plan is proven to be the best. */
  readonly gapShare: { readonly median: number; readonly most: number };
  /** Chosen trades over all trades, from 0 to 1. */
  readonly chosenShare: { readonly median: number; readonly least: number };
  /** Most memory that the process has had, in MiB, and how much of it was there before it planned. */
  readonly peakRssMiB: number;
  readonly startRssMiB: number;
  /** Market by market. */
  readonly runs: readonly PlanRun[];
}
