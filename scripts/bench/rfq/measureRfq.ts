import type { Leftovers } from "../Leftovers.ts";
import { median } from "../median.ts";
import { percentile } from "../percentile.ts";
import type { Progress } from "../Progress.ts";
import { Helper } from "./Helper.ts";
import { measureSignature } from "./measureSignature.ts";
import { measureTrades } from "./measureTrades.ts";
import type { RfqFigure, RfqFigures } from "./RfqFigure.ts";

/** How much to ask, and whom to tell. */
export interface MeasureRfqOptions {
  readonly quick: boolean;
  readonly progress: Progress;
  readonly leftovers: Leftovers;
}

/** Requests that are open at a time, at most: an asker that asks more than its machine can check is answered late, or never. */
const MOST_OPEN = 10;

/** Dealers, requests, and how many are asked a minute, as far as that can be. */
const RUNS = {
  quick: [{ dealers: 3, requests: 10, perMinute: 600 }],
  full: [
    { dealers: 9, requests: 1_000, perMinute: 1_000 },
    { dealers: 20, requests: 60, perMinute: 120 },
    { dealers: 20, requests: 200, perMinute: 400 },
    { dealers: 20, requests: 1_000, perMinute: 1_000 },
  ],
} as const;
const SIGNATURES = { quick: 50, full: 500 } as const;

type Run = (typeof RUNS)["quick" | "full"][number];

/** Requests for quotes through a hub for WebSockets, each rate with processes of its own; and from requests to settled trades. */
export async function measureRfq(options: MeasureRfqOptions): Promise<RfqFigures> {
  const size = options.quick ? "quick" : "full";
  const signature = await measureSignature(SIGNATURES[size]);
  const rates: RfqFigure[] = [];
  for (const run of RUNS[size]) rates.push(await measureRate(run, options));
  return { signature, rates, trades: await measureTrades(options) };
}

async function measureRate(run: Run, { progress, leftovers }: MeasureRfqOptions): Promise<RfqFigure> {
  const { dealers, requests, perMinute } = run;
  const what = `rfq: ${requests} requests to ${dealers} dealers, ${perMinute} a minute`;
  progress.say(what);
  const hub = new Helper("hubProcess.ts", [], leftovers);
  const helpers = [hub];
  try {
    const { url } = await hub.next("open");
    const desk = new Helper("dealersProcess.ts", [url, dealers], leftovers);
    helpers.push(desk);
    await desk.next("ready");
    for (const helper of helpers) helper.say("count");
    const asker = new Helper("askerProcess.ts", [url, dealers, requests, perMinute, MOST_OPEN], leftovers);
    helpers.push(asker);
    const asked = await asker.next("asked", (told) => {
      if (told.kind === "progress") progress.say(`${what}: ${told.done} are through`);
    });
    const [hubCpu, dealersCpu, askerCpu] = [await hub.cpu(), await desk.cpu(), await asker.cpu()];
    const { answers, seconds, milliseconds } = asked;
    return {
      dealers,
      requests,
      offeredPerMinute: perMinute,
      mostOpen: MOST_OPEN,
      answeredPerMinute: (milliseconds.length * 60) / seconds,
      answeredShare: answers / (requests * dealers),
      milliseconds: {
        median: median(milliseconds),
        p99: percentile(milliseconds, 99),
        most: Math.max(...milliseconds),
      },
      cpuPerRequest: {
        hub: hubCpu / requests,
        dealers: dealersCpu / requests,
        asker: askerCpu / requests,
      },
    };
  } finally {
    for (const helper of helpers) helper.stop();
  }
}
