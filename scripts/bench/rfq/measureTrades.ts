import { systemClock } from "../../../sdk/transport/systemClock.ts";
import { growthExponent } from "../growthExponent.ts";
import { median } from "../median.ts";
import { percentile } from "../percentile.ts";
import type { Progress } from "../Progress.ts";
import { startEmbedded } from "../throughput/startEmbedded.ts";
import { openFloor } from "./openFloor.ts";
import type { TradeFigure } from "./TradeFigure.ts";
import { tradeOnce } from "./tradeOnce.ts";
import type { Steps } from "./tradeOnce.ts";
import { openTradingHouse } from "./TradingHouse.ts";

/** How much to trade, and whom to tell. */
export interface MeasureTradesOptions {
  readonly quick: boolean;
  readonly progress: Progress;
}

/** Numbers of dealers, requests that count, and those before them, which warm the machine up. */
const SIZES = {
  quick: { dealers: [1, 3], requests: 10, before: 1 },
  full: { dealers: [1, 3, 9, 20, 40], requests: 60, before: 10 },
} as const;

/** The trade date begins before the machine's clock and the chain's, and ends after both. */
const HOUR = 3_600n;
const MILLISECONDS = 1_000n;

/** From requests to settled trades with more and more dealers, on the chain that Hardhat runs inside this process. */
export async function measureTrades({
  quick,
  progress,
}: MeasureTradesOptions): Promise<readonly TradeFigure[]> {
  const { dealers: sizes, requests, before } = quick ? SIZES.quick : SIZES.full;
  progress.say(`rfq: a house with ${Math.max(...sizes)} dealers ...`);
  const engine = await startEmbedded();
  try {
    const house = await openTradingHouse(engine, Math.max(...sizes));
    const tradeDate = systemClock.now() / MILLISECONDS - HOUR;
    const figures: TradeFigure[] = [];
    let sequence = 0;
    for (const size of sizes) {
      progress.say(`rfq: ${requests} trades, each asked of ${size} dealers`);
      const dealers = house.dealers.slice(0, size);
      const floor = await openFloor(house, dealers);
      const runs: Steps[] = [];
      for (let number = 0; number < before + requests; number += 1) {
        const steps = await tradeOnce({ house, floor, dealers, tradeDate, sequence });
        sequence += 1;
        if (number >= before) runs.push(steps);
      }
      await floor.close();
      figures.push(figureOf(size, runs, figures.at(-1)));
    }
    return figures;
  } finally {
    await engine.stop();
  }
}

function figureOf(dealers: number, runs: readonly Steps[], before: TradeFigure | undefined): TradeFigure {
  const all = runs.map(({ ask, decide, settle }) => ask + decide + settle);
  const asking = runs.map(({ ask }) => ask);
  const middle = median(all);
  return {
    dealers,
    requests: runs.length,
    milliseconds: { median: middle, p99: percentile(all, 99) },
    steps: {
      ask: median(asking),
      decide: median(runs.map(({ decide }) => decide)),
      settle: median(runs.map(({ settle }) => settle)),
    },
    askShare: sum(asking) / sum(all),
    growth:
      before === undefined
        ? undefined
        : growthExponent(
            { size: before.dealers, figure: before.milliseconds.median },
            { size: dealers, figure: middle },
          ),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
