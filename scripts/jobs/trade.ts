import type { Command } from "commander";
import { z } from "zod";

import { KessaiError } from "../../sdk/errors/KessaiError.ts";
import { approveTrade } from "../support/approveTrade.ts";
import type { JobContext } from "../support/JobContext.ts";
import { loadScenario } from "../support/loadScenario.ts";
import type { LoadedScenario } from "../support/loadScenario.ts";
import { jobCommand, scenarioOptions, withScenario } from "../support/options.ts";
import { chooseTickets, planTrade } from "../support/planTrades.ts";
import { runJob } from "../support/runJob.ts";
import type { TradeRecord } from "../support/tradeRecords.ts";
import { tradeTable } from "../support/tradeTable.ts";

const tradeOptions = scenarioOptions.extend({
  only: z.array(z.string()).default([]),
  signatures: z.boolean().default(false),
  hold: z.boolean().default(false),
});

type TradeJob = z.infer<typeof tradeOptions> & { readonly loaded: LoadedScenario };

/** Approves the trades of a scenario for both sides. */
export function tradeCommand(): Command {
  const description = {
    name: "trade",
    summary: "Approve the trades of the trade file for both sides, on chain or by signatures.",
    example: "trade --scenario jpx-2022 --hold",
  };
  return withScenario(jobCommand(description))
    .option("--only <reference...>", "these trades only")
    .option("--signatures", "approve by signatures (EIP-712) instead of transactions; settle carries them")
    .option("--hold", "hold each side's leg in its own account until settlement")
    .action((written: unknown) => runJob("trade", written, () => read(written), approveAll));
}

function read(written: unknown): TradeJob {
  const options = tradeOptions.parse(written);
  const loaded = loadScenario(options);
  chooseTickets(loaded, { only: options.only, withIssue: false });
  return { ...options, loaded };
}

async function approveAll(context: JobContext, { loaded, only, signatures, hold }: TradeJob): Promise<void> {
  const { book, reporter } = context;
  await book.assign(loaded.parties);
  const records: TradeRecord[] = [];
  for (const ticket of chooseTickets(loaded, { only, withIssue: false })) {
    try {
      const record = await planTrade(context, loaded, ticket);
      records.push(record);
      const readiness = hold ? "earmarked" : "ready";
      await approveTrade(context, record, { signatures, readiness });
    } catch (error) {
      // What is wrong with one trade does not keep the others from being approved.
      if (!(error instanceof KessaiError)) throw error;
      reporter.step({
        what: `approve ${ticket.id}`,
        outcome: "failed",
        remark: `${error.message} ${error.hint}`,
      });
    }
  }
  const now = context.folder.trades();
  await tradeTable(
    context,
    records.map((record) => now[record.trade.commonReference] ?? record),
  );
}
