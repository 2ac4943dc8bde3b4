import type { Command } from "commander";
import { z } from "zod";

import { cancelUnits } from "../../sdk/client/actions/cancelUnits.ts";
import type { BondSchedule } from "../../sdk/client/readers/scheduledTypes.ts";
import { formatAmount } from "../../sdk/encoding/formatAmount.ts";
import type { JobContext } from "../support/JobContext.ts";
import { JobError } from "../support/JobError.ts";
import { parseWhole } from "../support/parseWhole.ts";
import { perform } from "../support/perform.ts";
import { issuerAccount } from "../support/servicing/issuerAccount.ts";
import { servicingCommand } from "../support/servicing/servicingJob.ts";

const cancelOptions = z.object({ units: z.string(), leaving: z.string() });

interface CancelJob {
  readonly units: bigint;
  readonly leaving: bigint;
}

/** Ends units that the issuer has bought back. */
export function cancelUnitsCommand(): Command {
  return servicingCommand({
    description: {
      name: "cancel-units",
      summary: "Cancel units that the issuer has bought back (買入消却), or never sold.",
      example: "cancel-units --isin JP9JPXGDTB18 --units 1 --leaving 4",
    },
    withOptions: (command) =>
      command
        .requiredOption("--units <number>", "how many units end")
        .requiredOption(
          "--leaving <number>",
          "how many are outstanding then: run again with it, nothing is done twice",
        ),
    read: (written): CancelJob => {
      const { units, leaving } = cancelOptions.parse(written);
      return {
        units: parseWhole("--units", units),
        leaving: leaving === "0" ? 0n : parseWhole("--leaving", leaving),
      };
    },
    work: cancel,
  });
}

async function cancel(
  context: JobContext,
  schedule: BondSchedule,
  { units, leaving }: CancelJob,
): Promise<void> {
  const { kessai, reporter } = context;
  const { isin } = schedule;
  const bond = await kessai.bond(isin);
  const outstanding = await bond.totalSupply();
  if (outstanding !== leaving && outstanding - units !== leaving)
    throw new JobError(
      `${isin} has ${formatAmount(outstanding)} units outstanding: cancelling ${formatAmount(units)} does not leave ${formatAmount(leaving)}.`,
      "Check both numbers; the positions job shows who has what.",
    );
  await perform(context, {
    what: `cancel ${formatAmount(units)} units of ${isin}`,
    sender: await issuerAccount(kessai, schedule),
    isDone: async () => (await bond.totalSupply()) === leaving,
    call: () => cancelUnits(kessai, { isin, units }),
  });
  const now = await bond.totalSupply();
  reporter.say(`${isin} has ${formatAmount(now)} units outstanding.`);
  reporter.data("outstanding", now);
}
