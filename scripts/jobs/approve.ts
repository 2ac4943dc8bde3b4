import type { Command } from "commander";

import { tradeState } from "../../sdk/client/readers/tradeState.ts";
import { approveFor } from "../support/approveTrade.ts";
import { sideJob } from "../support/sideJob.ts";

/** Approves trades that are written down for one side. */
export function approveCommand(): Command {
  const description = {
    name: "approve",
    summary: "Approve trades that are written down for one side, on the chain: transfers, claims, any other.",
    example: "approve FC-0000000000001 --side buyer",
  };
  return sideJob(description, async (context, { record, side }) => {
    await approveFor(context, record, side, "ready");
    const state = await tradeState(context.kessai, record.trade);
    if (!state[`${side}OnHold`]) return;
    const { commonReference } = record.trade;
    context.reporter.progress(
      `  note: the ${side} has ${commonReference} on hold; release it: npm run kessai -- release ${commonReference} --side ${side}`,
    );
  });
}
