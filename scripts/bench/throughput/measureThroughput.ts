import type { Leftovers } from "../Leftovers.ts";
import type { Progress } from "../Progress.ts";
import { BareTokens } from "./BareTokens.ts";
import { deployHouse } from "./deployHouse.ts";
import type { Engine } from "./Engine.ts";
import { EngineUnavailableError } from "./EngineUnavailableError.ts";
import { Market } from "./Market.ts";
import { measureWay } from "./measureWay.ts";
import { startAnvil } from "./startAnvil.ts";
import { startEmbedded } from "./startEmbedded.ts";
import type { EngineFigures, ThroughputFigure } from "./ThroughputFigure.ts";
import { PEOPLE, ways } from "./ways.ts";

/** How long to measure, and whom to tell. */
export interface MeasureThroughputOptions {
  readonly quick: boolean;
  readonly progress: Progress;
  readonly leftovers: Leftovers;
}

const ROUNDS = { quick: 1, full: 5 } as const;

/** Trades a second through the sdk, and of bare ERC-20 pairs, on the embedded chain and on anvil. */
export async function measureThroughput(
  options: MeasureThroughputOptions,
): Promise<readonly EngineFigures[]> {
  return [
    await measureEngine("embedded", startEmbedded, options),
    await measureEngine("anvil", () => startAnvil(options.leftovers), options),
  ];
}

async function measureEngine(
  name: string,
  start: () => Promise<Engine>,
  { quick, progress }: MeasureThroughputOptions,
): Promise<EngineFigures> {
  progress.say(`throughput, ${name}: a house with ${PEOPLE} people ...`);
  const engine = await start().catch((error: unknown) => {
    if (error instanceof EngineUnavailableError) return error;
    throw error;
  });
  if (engine instanceof EngineUnavailableError) {
    progress.say(`throughput, ${name}: left out: ${engine.message}`);
    return { engine: name, skipped: engine.message };
  }
  try {
    const house = await deployHouse(engine);
    const market = await Market.open(house, PEOPLE);
    const accounts = market.crowd.map(({ address }) => address);
    const tokens = await BareTokens.deploy(accounts, house.venue);
    const rounds = quick ? ROUNDS.quick : ROUNDS.full;
    const figures: ThroughputFigure[] = [];
    for (const way of ways({ quick })) {
      progress.say(`throughput, ${name}: ${way.name}`);
      figures.push(await measureWay(way, { engine, market, tokens, rounds }));
    }
    return { engine: name, version: engine.version, figures };
  } finally {
    await engine.stop();
  }
}
