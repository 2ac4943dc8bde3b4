import type { Command } from "commander";
import { z } from "zod";

import { advanceTo, parseMoment } from "../support/advanceTo.ts";
import type { JobContext } from "../support/JobContext.ts";
import { loadScenario } from "../support/loadScenario.ts";
import type { LoadedScenario } from "../support/loadScenario.ts";
import { jobCommand, scenarioOptions, withScenario } from "../support/options.ts";
import { chooseTickets, planTrade } from "../support/planTrades.ts";
import { runJob } from "../support/runJob.ts";
import { proofTable, settleTrade } from "../support/settleTrade.ts";
import type { SettlementResult } from "../support/settleTrade.ts";

const settleOptions = scenarioOptions.extend({
  only: z.array(z.string()).default([]),
  at: z.string().optional(),
});

interface SettleJob {
  readonly loaded: LoadedScenario;
  readonly only: readonly string[];
  readonly at: bigint | undefined;
}

/** Settles the trades of a scenario that are due. */
export function settleCommand(): Command {
  const description = {
    name: "settle",
    summary: "Settle every trade that is due, delivery versus payment, and prove it; say why for the others.",
    example: "settle --scenario jpx-2022 --at 2022-06-03T13:00",
  };
  return withScenario(jobCommand(description))
    .option("--only <reference...>", "these trades only")
    .option(
      "--at <moment>",
      "move the clock forward to YYYY-MM-DD or YYYY-MM-DDTHH:MM (development chains only)",
    )
    .action((written: unknown) => runJob("settle", written, () => read(written), settleAll));
}

function read(written: unknown): SettleJob {
  const { at, only, ...paths } = settleOptions.parse(written);
  const loaded = loadScenario(paths);
  chooseTickets(loaded, { only, withIssue: true });
  const centre = loaded.terms.businessCentre;
  return { loaded, only, at: at === undefined ? undefined : parseMoment(at, centre) };
}

async function settleAll(context: JobContext, { loaded, only, at }: SettleJob): Promise<void> {
  await context.book.assign(loaded.parties);
  if (at !== undefined) await advanceTo(context, at);
  const results: SettlementResult[] = [];
  for (const ticket of chooseTickets(loaded, { only, withIssue: true })) {
    results.push(await settleTrade(context, await planTrade(context, loaded, ticket)));
  }
  proofTable(context, results);
}
