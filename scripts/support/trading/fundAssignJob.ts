import { Option } from "commander";
import type { Command } from "commander";
import { isAddress } from "ethers";
import { z } from "zod";

import { formatMoment } from "../../../sdk/calendar/formatMoment.ts";
import { assignDuty } from "../../../sdk/client/actions/assignDuty.ts";
import { fundAssignment } from "../../../sdk/client/readers/fundAssignment.ts";
import { isSameHex } from "../../../sdk/encoding/isSameHex.ts";
import { partyIdField } from "../../../sdk/terms/fields.ts";
import type { JobContext } from "../JobContext.ts";
import { JobError } from "../JobError.ts";
import { perform } from "../perform.ts";
import { runJob } from "../runJob.ts";
import { UsageError } from "../UsageError.ts";
import { DUTY_OF_WORD, FUND_DUTY_WORDS } from "./dutyWords.ts";
import { accountField } from "./optionFields.ts";
import { readOptions } from "./readOptions.ts";
import { requireFund } from "./requireFund.ts";
import { subcommand } from "./subcommand.ts";

const assignOptions = z.object({
  fund: partyIdField,
  person: accountField,
  duty: z.enum(FUND_DUTY_WORDS, { error: `must be one of ${FUND_DUTY_WORDS.join(", ")}` }),
});

type AssignJob = Readonly<z.output<typeof assignOptions>>;

/** Gives somebody a duty in a fund's account, or takes it away. */
export function fundAssignCommand(): Command {
  return subcommand({
    name: "assign",
    summary:
      "Give somebody a duty in a fund's account, or take it away (duty: custodian). After the account's first day a duty " +
      "is effective a day later, until when those who have one can object.",
    example: "fund-account assign --fund sakura-fund --person yayoi-asset --duty manager",
  })
    .requiredOption("--fund <name>", "the fund")
    .requiredOption("--person <party>", "who: a name of the address book, or an account")
    .addOption(new Option("--duty <duty>", "what").choices(FUND_DUTY_WORDS).makeOptionMandatory())
    .action((written: unknown) =>
      runJob(
        "fund-account assign",
        written,
        () => readOptions({ schema: assignOptions, written, subject: "duty" }),
        assign,
      ),
    );
}

async function assign(context: JobContext, job: AssignJob): Promise<void> {
  const { kessai, book, reporter } = context;
  const fund = await requireFund(context, job.fund);
  const person = isAddress(job.person) ? job.person : book.accountOf(job.person);
  const duty = DUTY_OF_WORD[job.duty];
  if (isSameHex(person, fund.custodian) || isSameHex(person, fund.account))
    throw new UsageError(
      `${job.person} can have no duty in ${fund.name}: it is ${isSameHex(person, fund.account) ? "the fund itself" : "its custodian"}.`,
      "Neither decides nor executes: name somebody else.",
    );
  const present = (): ReturnType<typeof fundAssignment> => fundAssignment(kessai, fund.account, person);
  const isRelief = duty === "without a duty";
  await perform(context, {
    what: isRelief
      ? `relieve ${job.person} of its duty in ${fund.name}`
      : `make ${job.person} ${duty} of ${fund.name}`,
    sender: fund.custodian,
    isDone: async () => {
      const { duty: given } = await present();
      if (given !== duty && given !== "without a duty" && !isRelief)
        throw new JobError(
          `${job.person} is ${given} of ${fund.name}: nobody goes from one duty to another in one step.`,
          `Take that duty away first: npm run kessai -- fund-account assign --fund ${fund.name} --person ${job.person} --duty none`,
        );
      return given === duty;
    },
    call: () => assignDuty({ account: fund.account, person, duty }),
  });
  const now = await present();
  if (now.duty === duty && now.effectiveAt > (await kessai.now()))
    reporter.progress(`    effective from ${formatMoment(now.effectiveAt)} on, unless somebody objects`);
  reporter.data("duty", { fund: fund.name, account: fund.account, person, ...now });
}
