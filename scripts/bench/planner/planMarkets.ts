/**
 * A process of its own that plans random markets, so that its memory is that of the planner. Arguments: the number of
 * trades, of participants, and the seeds. Sends a PlanRun for each seed to the process that has started it.
 */
import { planNetting } from "../../../sdk/planning/planNetting.ts";
import { randomMarket } from "../../../test/unit/sdk/planning/randomMarket.ts";
import type { PlanRun } from "./PlanRun.ts";

const KIB_PER_MIB = 1_024;

const [trades = 0, participants = 0, ...seeds] = process.argv.slice(2).map(Number);
const peak = (): number => process.resourceUsage().maxRSS / KIB_PER_MIB;

const startRssMiB = peak();
for (const seed of seeds) {
  const market = randomMarket({ trades, participants, seed });
  const began = performance.now();
  const { gapShare, chosen } = await planNetting(market);
  const milliseconds = performance.now() - began;
  const run: PlanRun = {
    seed,
    milliseconds,
    gapShare,
    chosenShare: chosen.length / trades,
    startRssMiB,
    peakRssMiB: peak(),
  };
  process.send?.(run);
}
process.disconnect();
