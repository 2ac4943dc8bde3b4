import type { Command } from "commander";
import { isAddress } from "ethers";
import { z } from "zod";

import { objectToDuty } from "../../../sdk/client/actions/objectToDuty.ts";
import { fundAssignment } from "../../../sdk/client/readers/fundAssignment.ts";
import { partyIdField } from "../../../sdk/terms/fields.ts";
import type { JobContext } from "../JobContext.ts";
import { JobError } from "../JobError.ts";
import { perform } from "../perform.ts";
import { runJob } from "../runJob.ts";
import { accountField } from "./optionFields.ts";
import { readOptions } from "./readOptions.ts";
import { requireFund } from "./requireFund.ts";
import { subcommand } from "./subcommand.ts";

const objectOptions = z.object({ fund: partyIdField, person: accountField, as: partyIdField });

type ObjectJob = Readonly<z.output<typeof objectOptions>>;

/** Objects to a duty that the custodian gave somebody. */
export function fundObjectCommand(): Command {
  return subcommand({
    name: "object",
    summary: "Object to a duty that somebody was given and that is not effective yet (any duty in the fund).",
    example: "fund-account object --fund sakura-fund --person jpx --as yayoi-asset",
  })
    .requiredOption("--fund <name>", "the fund")
    .requiredOption("--person <party>", "who was given it: a name of the address book, or an account")
    .requiredOption("--as <party>", "who objects")
    .action((written: unknown) =>
      runJob(
        "fund-account object",
        written,
        () => readOptions({ schema: objectOptions, written, subject: "objection" }),
        object,
      ),
    );
}

async function object(context: JobContext, job: ObjectJob): Promise<void> {
  const { kessai, book } = context;
  const { name, account } = await requireFund(context, job.fund);
  const person = isAddress(job.person) ? job.person : book.accountOf(job.person);
  await perform(context, {
    what: `object to the duty of ${job.person} in ${name}`,
    sender: book.accountOf(job.as),
    isDone: async () => {
      const { duty, effectiveAt } = await fundAssignment(kessai, account, person);
      if (duty === "without a duty") return true;
      if (effectiveAt > (await kessai.now())) return false;
      throw new JobError(
        `${job.person} is ${duty} of ${name} already: it is too late to object.`,
        "Its custodian can take the duty away: fund-account assign --duty none.",
      );
    },
    call: () => objectToDuty({ account, person }),
  });
}
