/** The parts of the benchmark. */
export const PARTS = ["gas", "throughput", "planner", "servicing", "rfq"] as const;

/** A part of the benchmark. */
export type Part = (typeof PARTS)[number];

/** What to measure, and where to write it. */
export interface BenchOptions {
  /** This part alone; left out: all of them. */
  readonly only?: Part | undefined;
  /** Small sizes and few repetitions, to see that it works: the figures are of no use. */
  readonly quick: boolean;
  /** The file that everything is written to. */
  readonly json?: string | undefined;
}
