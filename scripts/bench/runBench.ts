import type { BenchOptions, Part } from "./BenchOptions.ts";
import type { BenchReport } from "./BenchReport.ts";
import { describeMachine } from "./describeMachine.ts";
import { measureGas } from "./gas/measureGas.ts";
import { Leftovers } from "./Leftovers.ts";
import { measurePlanner } from "./planner/measurePlanner.ts";
import { Progress } from "./Progress.ts";
import { measureRfq } from "./rfq/measureRfq.ts";
import { measureServicing } from "./servicing/measureServicing.ts";
import { measureThroughput } from "./throughput/measureThroughput.ts";

const MOST_TRADES = { quick: 50, full: 200 } as const;

/** Measures what is asked for, one thing after the other, telling on stderr how far it is. */
export async function runBench({ only, quick }: BenchOptions): Promise<BenchReport> {
  const progress = new Progress();
  const leftovers = new Leftovers();
  const began = new Date().toISOString();
  const machine = describeMachine();
  const wants = (part: Part): boolean => only === undefined || only === part;
  const mostTrades = quick ? MOST_TRADES.quick : MOST_TRADES.full;

  const gas = wants("gas") ? await measureGas({ mostTrades, progress }) : undefined;
  const throughput = wants("throughput")
    ? await measureThroughput({ quick, progress, leftovers })
    : undefined;
  const planner = wants("planner") ? await measurePlanner({ quick, progress, leftovers }) : undefined;
  const servicing = wants("servicing") ? await measureServicing({ quick, progress }) : undefined;
  const rfq = wants("rfq") ? await measureRfq({ quick, progress, leftovers }) : undefined;
  const { seconds } = progress;
  progress.say("done");
  return { job: "bench", began, seconds, quick, machine, gas, throughput, planner, servicing, rfq };
}
