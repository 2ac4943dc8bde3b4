import { randomBytes } from "node:crypto";

import type { Command } from "commander";
import { z } from "zod";

import { openHub } from "../../sdk/transport/hub/openHub.ts";
import type { HubCounters } from "../../sdk/transport/hub/HubCounters.ts";
import type { JobContext } from "../support/JobContext.ts";
import { readingCommand } from "../support/options.ts";
import { requirePort } from "../support/requirePort.ts";
import { runJob } from "../support/runJob.ts";
import { marketClock } from "../support/trading/marketClock.ts";
import { untilStopped } from "../support/untilStopped.ts";
import { UsageError } from "../support/UsageError.ts";

const hubOptions = z.object({ port: z.coerce.number().int().min(0).max(65_535), host: z.string() });

/** Runs the hub that carries requests to dealers and quotes back. */
export function rfqHubCommand(): Command {
  return readingCommand({
    name: "rfq-hub",
    summary:
      "Run the hub that carries requests to the dealers chosen and their answers back. It holds no key and keeps no database.",
    example: "rfq-hub --port 8787",
  })
    .option("--port <number>", "the port on which it answers; 0 takes a free one", "8787")
    .option("--host <address>", "the address of this computer on which it listens", "127.0.0.1")
    .action((written: unknown) => runJob("rfq-hub", written, () => read(written), serve));
}

function read(written: unknown): z.infer<typeof hubOptions> {
  const options = hubOptions.safeParse(written);
  if (options.success) return options.data;
  throw new UsageError("The port is a number up to 65535.", "Leave it out for 8787.");
}

async function serve(context: JobContext, { port, host }: z.infer<typeof hubOptions>): Promise<void> {
  const { chain, kessai, reporter } = context;
  await requirePort(host, port);
  const clock = await marketClock(chain);
  const hub = await openHub({ domain: kessai.tradingDomain, clock, randomBytes, port, host });
  reporter.progress(
    `A hub answers at ${hub.url}. Ctrl-C ends it; what is open is asked again when it is back.`,
  );
  await untilStopped();
  const { counters } = hub;
  await hub.close();
  clock.stop();
  reporter.table(["", ""], counterRows(counters), [1]);
  reporter.data("counters", counters);
}

function counterRows(counters: HubCounters): readonly (readonly string[])[] {
  const { logins, requests, received, sent, duplicates, notices } = counters;
  return [
    ["logins", `${logins}`],
    ["requests", `${requests}`],
    ["messages received", `${received}`],
    ["messages sent", `${sent}`],
    ["duplicates dropped", `${duplicates}`],
    ...Object.entries(notices).map(([code, count]) => [`refused: ${code}`, `${count}`]),
  ];
}
