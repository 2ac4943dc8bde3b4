import type { Command } from "commander";

import { releaseInstruction } from "../../sdk/client/actions/releaseInstruction.ts";
import { tradeState } from "../../sdk/client/readers/tradeState.ts";
import { JobError } from "../support/JobError.ts";
import { perform } from "../support/perform.ts";
import { sideJob } from "../support/sideJob.ts";
import { sideSender } from "../support/submitters.ts";

/** Releases trades that one side has on hold. */
export function releaseCommand(): Command {
  const description = {
    name: "release",
    summary: "Release trades that one side has on hold: from then on they bind it, and may settle.",
    example: "release JPX22-SC-01 --side seller",
  };
  return sideJob(description, async (context, { record, side }) => {
    const { kessai, names } = context;
    const { trade } = record;
    const { commonReference: reference } = trade;
    await perform(context, {
      what: `release ${reference} for ${names(trade[side]) ?? trade[side]}, the ${side}`,
      sender: sideSender(trade, side),
      isDone: async () => {
        const state = await tradeState(kessai, trade);
        if (state.status !== "closed" && !state[`${side}Approved`])
          throw new JobError(
            `The ${side} has not approved ${reference} on the chain, so there is nothing to release.`,
            `To approve it: npm run kessai -- approve ${reference} --side ${side}`,
          );
        return !state[`${side}OnHold`];
      },
      call: () => releaseInstruction(kessai, { trade, side }),
    });
  });
}
