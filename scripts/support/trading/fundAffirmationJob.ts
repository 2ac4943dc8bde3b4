import { Option } from "commander";
import type { Command } from "commander";
import { z } from "zod";

import { setAffirmation } from "../../../sdk/client/actions/setAffirmation.ts";
import { partyIdField } from "../../../sdk/terms/fields.ts";
import type { JobContext } from "../JobContext.ts";
import { perform } from "../perform.ts";
import { runJob } from "../runJob.ts";
import { readOptions } from "./readOptions.ts";
import { requireFund } from "./requireFund.ts";
import { subcommand } from "./subcommand.ts";

const YES_NO = ["yes", "no"] as const;

const affirmationOptions = z.object({
  fund: partyIdField,
  needed: z.enum(YES_NO, { error: "must be yes or no" }),
});

type AffirmationJob = Readonly<z.output<typeof affirmationOptions>>;

/** Says whether the custodian affirms each trade of a fund. */
export function fundAffirmationCommand(): Command {
  return subcommand({
    name: "affirmation",
    summary: "Say whether the custodian affirms each trade of a fund before it can settle (duty: custodian).",
    example: "fund-account affirmation --fund sakura-fund --needed yes",
  })
    .requiredOption("--fund <name>", "the fund")
    .addOption(
      new Option("--needed <answer>", "whether trades made from now on wait for it")
        .choices(YES_NO)
        .makeOptionMandatory(),
    )
    .action((written: unknown) =>
      runJob(
        "fund-account affirmation",
        written,
        () => readOptions({ schema: affirmationOptions, written, subject: "affirmation" }),
        change,
      ),
    );
}

async function change(context: JobContext, job: AffirmationJob): Promise<void> {
  const isNeeded = job.needed === "yes";
  const { name, account, custodian } = await requireFund(context, job.fund);
  await perform(context, {
    what: `have ${isNeeded ? "each trade" : "no trade"} of ${name} affirmed by its custodian from now on`,
    sender: custodian,
    isDone: async () => (await requireFund(context, job.fund)).needsAffirmation === isNeeded,
    call: () => setAffirmation({ account, isNeeded }),
  });
  const { needsAffirmation } = await requireFund(context, job.fund);
  context.reporter.data("fund", { name, account, custodian, needsAffirmation });
}
