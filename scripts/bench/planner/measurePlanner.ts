import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";

import { ROOT } from "../../../tools/lib/run.ts";
import { growthExponent } from "../growthExponent.ts";
import type { Leftovers } from "../Leftovers.ts";
import { median } from "../median.ts";
import type { Progress } from "../Progress.ts";
import type { PlannerFigure } from "./PlannerFigure.ts";
import { PlanRun } from "./PlanRun.ts";

/** How much to plan, and whom to tell. */
export interface MeasurePlannerOptions {
  readonly quick: boolean;
  readonly progress: Progress;
  readonly leftovers: Leftovers;
}

const SCRIPT = fileURLToPath(new URL("planMarkets.ts", import.meta.url));
const PARTICIPANTS = 100;
const SEEDS = [1, 2, 3, 4, 5, 6, 7] as const;

/** Numbers of trades, and how many markets of each. */
const SIZES = {
  full: [
    { trades: 100, markets: 7 },
    { trades: 1_000, markets: 7 },
    { trades: 5_000, markets: 5 },
  ],
  quick: [
    { trades: 100, markets: 2 },
    { trades: 1_000, markets: 1 },
  ],
} as const;

/** Time, quality and memory of the planner on random markets of growing size, each size in a process of its own. */
export async function measurePlanner(options: MeasurePlannerOptions): Promise<readonly PlannerFigure[]> {
  const figures: PlannerFigure[] = [];
  for (const { trades, markets } of options.quick ? SIZES.quick : SIZES.full) {
    const runs = await plan(trades, SEEDS.slice(0, markets), options);
    figures.push(figureOf(trades, runs, figures.at(-1)));
  }
  return figures;
}

async function plan(
  trades: number,
  seeds: readonly number[],
  { progress, leftovers }: MeasurePlannerOptions,
): Promise<readonly PlanRun[]> {
  const args = [trades, PARTICIPANTS, ...seeds].map(String);
  const child = fork(SCRIPT, args, { cwd: ROOT, execArgv: ["--import", "tsx"] });
  const forget = leftovers.add(() => child.kill("SIGKILL"));
  const runs: PlanRun[] = [];
  progress.say(`planner: ${trades} trades, ${seeds.length} markets`);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("message", (message) => {
      runs.push(PlanRun.parse(message));
      progress.say(`planner: ${trades} trades, ${runs.length} of ${seeds.length} markets planned`);
    });
    child.once("error", reject);
    child.once("exit", resolve);
  });
  forget();
  if (code !== 0 || runs.length < seeds.length)
    throw new Error(
      `planning ${trades} trades ended after ${runs.length} markets, with exit code ${code ?? "none"}`,
    );
  return runs;
}

function figureOf(
  trades: number,
  runs: readonly PlanRun[],
  before: PlannerFigure | undefined,
): PlannerFigure {
  const all = (valueOf: (run: PlanRun) => number): readonly number[] => runs.map(valueOf);
  const milliseconds = all((run) => run.milliseconds);
  const gaps = all((run) => run.gapShare);
  const chosen = all((run) => run.chosenShare);
  const time = { size: trades, figure: median(milliseconds) };
  return {
    trades,
    participants: PARTICIPANTS,
    milliseconds: { median: time.figure, most: Math.max(...milliseconds) },
    growth:
      before === undefined
        ? undefined
        : growthExponent({ size: before.trades, figure: before.milliseconds.median }, time),
    gapShare: { median: median(gaps), most: Math.max(...gaps) },
    chosenShare: { median: median(chosen), least: Math.min(...chosen) },
    peakRssMiB: Math.max(...all((run) => run.peakRssMiB)),
    startRssMiB: Math.min(...all((run) => run.startRssMiB)),
    runs,
  };
}
