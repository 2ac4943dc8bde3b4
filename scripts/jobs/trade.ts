import type { Command } from "commander";
import { z } from "zod";

import { formatMoment } from "../../sdk/calendar/formatMoment.ts";
import { tradeState } from "../../sdk/client/readers/tradeState.ts";
import { formatAmount } from "../../sdk/encoding/formatAmount.ts";
import { KessaiError } from "../../sdk/errors/KessaiError.ts";
import { approveTrade } from "../support/approveTrade.ts";
import type { JobContext } from "../support/JobContext.ts";
import { loadScenario } from "../support/loadScenario.ts";
import type { LoadedScenario } from "../support/loadScenario.ts";
import { jobCommand, scenarioOptions, withScenario } from "../support/options.ts";
import { chooseTickets, planTrade } from "../support/planTrades.ts";
import { runJob } from "../support/runJob.ts";
import type { TradeRecord } from "../support/tradeRecords.ts";

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

async function approveAll(context: JobContext, { loaded, only, ...mode }: TradeJob): Promise<void> {
  const { book, reporter } = context;
  await book.assign(loaded.parties);
  const records: TradeRecord[] = [];
  for (const ticket of chooseTickets(loaded, { only, withIssue: false })) {
    try {
      const record = await planTrade(context, loaded, ticket);
      records.push(record);
      await approveTrade(context, record, mode);
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
  await tellTrades(context, records);
}

async function tellTrades(
  { kessai, names, reporter, folder }: JobContext,
  records: readonly TradeRecord[],
): Promise<void> {
  const now = folder.trades();
  const rows = await Promise.all(
    records.map(async ({ trade, id }) => {
      const { status } = await tradeState(kessai, trade);
      const { seller, buyer } = now[trade.commonReference]?.signatures ?? {};
      const signed = seller !== undefined && buyer !== undefined;
      return { trade, id, status: signed && status === "unknown" ? "signed" : status };
    }),
  );
  reporter.table(
    ["trade", "seller -> buyer", "units", "amount", "settles", "status"],
    rows.map(({ trade, status }) => [
      trade.commonReference,
      `${names(trade.seller) ?? trade.seller} ->\n${names(trade.buyer) ?? trade.buyer}`,
      formatAmount(trade.quantity),
      formatAmount(trade.amount),
      `${formatMoment(trade.settleFrom).slice(0, 10)}\nby ${formatMoment(trade.settleBy).slice(11, 16)}`,
      status,
    ]),
    [2, 3],
  );
  reporter.data("trades", rows);
}
