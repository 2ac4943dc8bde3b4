import type { Machine } from "./describeMachine.ts";
import type { GasFigure } from "./gas/GasFigure.ts";
import type { PlannerFigure } from "./planner/PlannerFigure.ts";
import type { RfqFigures } from "./rfq/RfqFigure.ts";
import type { ServicingFigure } from "./servicing/ServicingFigure.ts";
import type { EngineFigures } from "./throughput/ThroughputFigure.ts";

/** Everything that was measured, and where: what `--json` writes. Parts that were not asked for are left out. */
export interface BenchReport {
  readonly job: "bench";
  /** ISO 8601, UTC. */
  readonly began: string;
  readonly seconds: number;
  /** The figures are of no use: few repetitions. */
  readonly quick: boolean;
  readonly machine: Machine;
  readonly gas?: readonly GasFigure[] | undefined;
  readonly throughput?: readonly EngineFigures[] | undefined;
  readonly planner?: readonly PlannerFigure[] | undefined;
  readonly servicing?: readonly ServicingFigure[] | undefined;
  readonly rfq?: RfqFigures | undefined;
}
