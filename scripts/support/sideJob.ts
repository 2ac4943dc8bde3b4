import { Option } from "commander";
import type { Command } from "commander";
import { z } from "zod";

import { KessaiError } from "../../sdk/errors/KessaiError.ts";
import { SIDES } from "../../sdk/trade/Trade.ts";
import type { Side } from "../../sdk/trade/Trade.ts";
import type { JobContext } from "./JobContext.ts";
import { jobCommand } from "./options.ts";
import type { JobDescription } from "./options.ts";
import { recordedTrades } from "./recordedTrades.ts";
import { runJob } from "./runJob.ts";
import type { TradeRecord } from "./tradeRecords.ts";
import { tradeTable } from "./tradeTable.ts";
import { UsageError } from "./UsageError.ts";

/** What one side does with one trade. */
export interface SideWork {
  readonly record: TradeRecord;
  readonly side: Side;
  /** The options as they were written. */
  readonly written: unknown;
}

const sideOptions = z.object({ side: z.enum(SIDES) });

/** A job that one side does with trades that are written down, by their references. */
export function sideJob(
  description: JobDescription,
  work: (context: JobContext, work: SideWork) => Promise<void>,
): Command {
  return jobCommand(description)
    .argument("<reference...>", "trades that are written down")
    .addOption(new Option("--side <side>", "who does it").choices(SIDES).makeOptionMandatory())
    .action((references: readonly string[], written: unknown) =>
      runJob(
        description.name,
        written,
        () => sideOf(written),
        async (context, side) => {
          const records = recordedTrades(context.folder, references);
          await forEachTrade(context, { verb: description.name, records }, (record) =>
            work(context, { record, side, written }),
          );
        },
      ),
    );
}

function sideOf(written: unknown): Side {
  const options = sideOptions.safeParse(written);
  if (options.success) return options.data.side;
  throw new UsageError("Whose side is it?", "Give --side seller or --side buyer.");
}

/** Does something with each trade; what is wrong with one does not keep the others from it. Shows them all at the end. */
export async function forEachTrade(
  context: JobContext,
  { verb, records }: { readonly verb: string; readonly records: readonly TradeRecord[] },
  work: (record: TradeRecord) => Promise<void>,
): Promise<void> {
  for (const record of records) {
    try {
      await work(record);
    } catch (error) {
      if (!(error instanceof KessaiError)) throw error;
      context.reporter.step({
        what: `${verb} ${record.trade.commonReference}`,
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
