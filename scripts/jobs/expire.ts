import type { Command } from "commander";
import { z } from "zod";

import { formatMoment } from "../../sdk/calendar/formatMoment.ts";
import { expire } from "../../sdk/client/actions/expire.ts";
import { tradeState } from "../../sdk/client/readers/tradeState.ts";
import type { JobContext } from "../support/JobContext.ts";
import { jobCommand } from "../support/options.ts";
import { perform } from "../support/perform.ts";
import { readTrade } from "../support/readTrades.ts";
import { recordedTrades } from "../support/recordedTrades.ts";
import { runJob } from "../support/runJob.ts";
import { forEachTrade } from "../support/sideJob.ts";
import { anySender } from "../support/submitters.ts";
import type { TradeRecord } from "../support/tradeRecords.ts";
import { UsageError } from "../support/UsageError.ts";

const expireOptions = z.object({ all: z.boolean().default(false) });

/** Expires trades past their cut-off. */
export function expireCommand(): Command {
  const description = {
    name: "expire",
    summary: "Close trades whose cut-off has passed; what they held is free again.",
    example: "expire --all",
  };
  return jobCommand(description)
    .argument("[reference...]", "trades that are written down")
    .option("--all", "every trade that is written down and past its cut-off")
    .action((references: readonly string[], written: unknown) =>
      runJob("expire", written, () => read(references, written), expireTrades),
    );
}

function read(references: readonly string[], written: unknown): readonly string[] {
  const { all } = expireOptions.parse(written);
  if (all === references.length > 0)
    throw new UsageError("Which trades shall expire?", "Give their references, or --all.");
  return references;
}

async function expireTrades(context: JobContext, references: readonly string[]): Promise<void> {
  const now = await context.kessai.now();
  const all = recordedTrades(context.folder, references);
  // Of all trades only those that are past their cut-off and still open on the chain.
  const open = await Promise.all(all.map((record) => isPastAndOpen(context, record, now)));
  const records = references.length > 0 ? all : all.filter((_record, index) => open[index] === true);
  if (records.length === 0) context.reporter.say("No trade is open past its cut-off.");
  await forEachTrade(context, { verb: "expire", records }, (record) => expireTrade(context, record));
}

async function isPastAndOpen({ kessai }: JobContext, { trade }: TradeRecord, now: bigint): Promise<boolean> {
  if (now < trade.settleBy) return false;
  const { status } = await tradeState(kessai, trade);
  return status === "instructed" || status === "matched";
}

async function expireTrade(context: JobContext, record: TradeRecord): Promise<void> {
  const { kessai, reporter } = context;
  const { trade } = record;
  const what = `expire ${trade.commonReference}`;
  const { state, ending } = await readTrade(context, record);
  if (ending !== undefined || state.status === "closed") {
    const remark = `it has ended: ${ending?.outcome?.toLowerCase() ?? "its number was used up"}`;
    reporter.step({ what, outcome: "already done", remark });
    return;
  }
  if ((await kessai.now()) < trade.settleBy) {
    const remark = `its cut-off is ${formatMoment(trade.settleBy)}; before it, cancel the trade instead`;
    reporter.step({ what, outcome: "not due", remark });
    return;
  }
  if (state.status === "unknown") {
    const remark = "nothing of it is on the chain: it cannot settle any more, and holds nothing";
    reporter.step({ what, outcome: "already done", remark });
    return;
  }
  await perform(context, {
    what,
    sender: await anySender(context, trade),
    isDone: async () => (await tradeState(kessai, trade)).status === "closed",
    call: () => expire(kessai, trade),
  });
}
