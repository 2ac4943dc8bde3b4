import { z } from "zod";

/** What the planning process tells of one market: `PlanRun.parse` checks it. */
export const PlanRun = z.object({
  seed: z.number(),
  milliseconds: z.number(),
  /** Gap over bound, from 0 to 1: how much better than the plan the best set could be at most. */
  gapShare: z.number(),
  /** Chosen trades over all trades, from 0 to 1. */
  chosenShare: z.number(),
  /** Memory of the process before it planned anything, and the most it has had so far, in MiB. */
  startRssMiB: z.number(),
  peakRssMiB: z.number(),
});

/** What the planning process tells of one market. */
export type PlanRun = Readonly<z.infer<typeof PlanRun>>;
