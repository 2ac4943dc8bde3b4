import type { Command } from "commander";
import { z } from "zod";

import { tradeState } from "../../sdk/client/readers/tradeState.ts";
import type { Side } from "../../sdk/trade/Trade.ts";
import { approveFor } from "../support/approveTrade.ts";
import type { JobContext } from "../support/JobContext.ts";
import { JobError } from "../support/JobError.ts";
import { sideJob } from "../support/sideJob.ts";
import type { TradeRecord } from "../support/tradeRecords.ts";

const holdOptions = z.object({ earmark: z.boolean().default(false) });

/** Approves trades on hold, or holds the leg of one side. */
export function holdCommand(): Command {
  const description = {
    name: "hold",
    summary: "Approve trades on hold: they match, and settle only once that side has released them.",
    example: "hold JPX22-SC-01 --side seller",
  };
  return sideJob(description, async (context, { record, side, written }) => {
    if (holdOptions.parse(written).earmark) await earmark(context, record, side);
    else await putOnHold(context, record, side);
  }).option("--earmark", "hold that side's bonds or money for the trade instead, in its own account");
}

async function putOnHold(context: JobContext, record: TradeRecord, side: Side): Promise<void> {
  const { trade } = record;
  const before = await tradeState(context.kessai, trade);
  const isBound = before[`${side}Approved`] && !before[`${side}OnHold`];
  if (isBound && before.status !== "closed")
    throw new JobError(
      `The ${side} has approved ${trade.commonReference} already, and is bound by it.`,
      "A trade can be put on hold only when it is approved. To end it: the cancel job, for both sides.",
    );
  await approveFor(context, record, side, "on hold");
}

async function earmark(context: JobContext, record: TradeRecord, side: Side): Promise<void> {
  const { trade } = record;
  const hasLeg = side === "seller" ? trade.quantity > 0n : trade.amount > 0n;
  if (!hasLeg)
    throw new JobError(
      `The ${side} has no leg in ${trade.commonReference} that could be held.`,
      "In a trade with one leg only its deliverer, or its payer, can hold.",
    );
  await approveFor(context, record, side, "earmarked");
}
