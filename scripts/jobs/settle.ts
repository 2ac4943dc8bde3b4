import type { Command } from "commander";
import { z } from "zod";

import type { Weight } from "../../sdk/planning/PlanNettingOptions.ts";
import { advanceTo, parseMoment } from "../support/advanceTo.ts";
import { CENTRE } from "../support/centre.ts";
import type { JobContext } from "../support/JobContext.ts";
import { loadScenario } from "../support/loadScenario.ts";
import type { LoadedScenario } from "../support/loadScenario.ts";
import { jobCommand, scenarioOptions, withScenario } from "../support/options.ts";
import { parseWeights } from "../support/parseWeights.ts";
import { parseWhole } from "../support/parseWhole.ts";
import { chooseTickets, planTrade } from "../support/planTrades.ts";
import { recordedTrades, requireRecorded } from "../support/recordedTrades.ts";
import { leaveEnded } from "../support/reportUnsettled.ts";
import { runJob } from "../support/runJob.ts";
import { settleBatch } from "../support/settleBatch.ts";
import { proofTable } from "../support/settlementResults.ts";
import type { SettlementResult } from "../support/settlementResults.ts";
import { settleNet } from "../support/settleNet.ts";
import { settlePart } from "../support/settlePart.ts";
import { settleTrade } from "../support/settleTrade.ts";
import type { TradeRecord } from "../support/tradeRecords.ts";
import { UsageError } from "../support/UsageError.ts";

const settleOptions = scenarioOptions.extend({
  only: z.array(z.string()).default([]),
  recorded: z.boolean().default(false),
  batch: z.boolean().default(false),
  net: z.boolean().default(false),
  part: z.string().optional(),
  first: z.array(z.string()).default([]),
  weight: z.array(z.string()).default([]),
  yes: z.boolean().default(false),
  at: z.string().optional(),
});

interface SettleJob {
  /** The scenario whose tickets settle; without one the trades that are written down do. */
  readonly loaded: LoadedScenario | undefined;
  readonly only: readonly string[];
  readonly at: bigint | undefined;
  readonly method: "each" | "batch" | "net";
  readonly part: bigint | undefined;
  readonly first: readonly string[];
  readonly weights: Readonly<Record<string, Weight>> | undefined;
  readonly yes: boolean;
}

/** Settles trades that are due. */
export function settleCommand(): Command {
  const description = {
    name: "settle",
    summary:
      "Settle every trade that is due, and prove it; say why for the others. One by one, in batches, or in net amounts.",
    example: "settle --scenario jpx-2022 --at 2022-06-03T13:00\n  npm run kessai -- settle --net --yes",
  };
  return withScenario(jobCommand(description))
    .option("--recorded", "all trades that are written down, of whatever scenario, or of none")
    .option("--only <reference...>", "these trades only")
    .option("--batch", "many trades in one transaction, each by itself")
    .option("--net", "plan which trades settle together in net amounts, show the plan, ask, and settle it")
    .option("--yes", "with --net: settle the plan without asking")
    .option("--first <reference...>", "with --net: these trades come before all others")
    .option("--weight <currency=value...>", "with --net: what a minor unit of each currency counts")
    .option("--part <units>", "with --only: settle some units of a trade that allows parts")
    .option(
      "--at <moment>",
      "move the clock forward to YYYY-MM-DD or YYYY-MM-DDTHH:MM (development chains only)",
    )
    .action((written: unknown) => runJob("settle", written, () => read(written), settle));
}

function read(written: unknown): SettleJob {
  const { at, only, recorded, batch, net, part, first, weight, yes, ...paths } = settleOptions.parse(written);
  const namesFiles = Object.values(paths).some((path) => path !== undefined);
  refuse(batch && net, "--batch and --net exclude each other.", "Give one of them.");
  refuse(
    !net && (first.length > 0 || weight.length > 0 || yes),
    "--first, --weight and --yes belong to --net.",
    "Give --net as well, or leave them out.",
  );
  refuse(
    part !== undefined && (batch || net || only.length !== 1),
    "--part settles some units of one trade.",
    "Give its reference with --only, and neither --batch nor --net.",
  );
  refuse(
    recorded && namesFiles,
    "--recorded means the trades that are written down, not those of a scenario.",
    "Leave one of them out.",
  );
  const needsScenario = !recorded && !batch && !net && only.length === 0;
  const loaded = namesFiles || needsScenario ? loadScenario(paths) : undefined;
  if (loaded !== undefined) chooseTickets(loaded, { only: [...only, ...first], withIssue: true });
  const centre = loaded?.terms.businessCentre ?? CENTRE;
  return {
    loaded,
    only,
    at: at === undefined ? undefined : parseMoment(at, centre),
    method: batch ? "batch" : net ? "net" : "each",
    part: part === undefined ? undefined : parseWhole("--part", part),
    first,
    weights: weight.length === 0 ? undefined : parseWeights(weight),
    yes,
  };
}

function refuse(isWrong: boolean, message: string, hint: string): void {
  if (isWrong) throw new UsageError(message, hint);
}

async function settle(context: JobContext, job: SettleJob): Promise<void> {
  const { at, method, part, first, weights, yes } = job;
  const records = await recordsOf(context, job);
  if (at !== undefined) await advanceTo(context, at);
  if (method === "batch") proofTable(context, await settleBatch(context, records));
  else if (method === "net") proofTable(context, await settleNet(context, records, { yes, first, weights }));
  else {
    const results: SettlementResult[] = [];
    for (const record of records) {
      results.push(
        part === undefined ? await settleTrade(context, record) : await settlePart(context, record, part),
      );
    }
    proofTable(context, results);
  }
}

async function recordsOf(
  context: JobContext,
  { loaded, only, first }: SettleJob,
): Promise<readonly TradeRecord[]> {
  const { book, folder } = context;
  if (loaded === undefined) {
    requireRecorded(folder, first);
    const records = recordedTrades(folder, only);
    return only.length === 0 ? leaveEnded(context, records) : records;
  }
  await book.assign(loaded.parties);
  const records: TradeRecord[] = [];
  for (const ticket of chooseTickets(loaded, { only, withIssue: true }))
    records.push(await planTrade(context, loaded, ticket));
  return records;
}
