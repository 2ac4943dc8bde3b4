import type { Command } from "commander";
import { encodeBytes32String } from "ethers";
import { z } from "zod";

import { admit } from "../../../sdk/client/actions/admit.ts";
import { openFund } from "../../../sdk/client/actions/openFund.ts";
import { fundStatus } from "../../../sdk/client/readers/fundStatus.ts";
import { participants } from "../../../sdk/client/readers/participants.ts";
import { partyIdField } from "../../../sdk/terms/fields.ts";
import type { JobContext } from "../JobContext.ts";
import { JobError } from "../JobError.ts";
import { perform } from "../perform.ts";
import { runJob } from "../runJob.ts";
import { UsageError } from "../UsageError.ts";
import { fundField } from "./optionFields.ts";
import { readOptions } from "./readOptions.ts";
import { subcommand } from "./subcommand.ts";

const openOptions = z.object({
  custodian: partyIdField,
  fund: fundField,
  admit: z.boolean().default(false),
});

type OpenJob = Readonly<z.output<typeof openOptions>>;

/** Opens the account of a fund under dual control. */
export function fundOpenCommand(): Command {
  return subcommand({
    name: "open",
    summary: "Open the account of a fund, kept by its custodian, and enter it in the address book.",
    example: "fund-account open --custodian nomura-trust --fund sakura-fund --admit",
  })
    .requiredOption("--custodian <party>", "the trust bank that keeps the account")
    .requiredOption("--fund <name>", "the custodian's name for the fund; other jobs know it by this name")
    .option(
      "--admit",
      "have the registrar admit it as well, with classes, expiry and identity of its custodian (duty: registrar)",
    )
    .action((written: unknown) => runJob("fund-account open", written, () => read(written), open));
}

function read(written: unknown): OpenJob {
  const job = readOptions({ schema: openOptions, written, subject: "fund" });
  if (job.fund !== job.custodian) return job;
  throw new UsageError(
    `${job.fund} cannot be both the fund and its custodian.`,
    "Give the fund a name of its own.",
  );
}

async function open(context: JobContext, job: OpenJob): Promise<void> {
  const { kessai, book, reporter, names } = context;
  const { fund } = job;
  const custodian = book.accountOf(job.custodian);
  const account = await kessai.fundAccountFactory.accountOf(custodian, encodeBytes32String(fund));
  // Where it is follows from both names: it is written down before there is anything there.
  book.enter(fund, account);
  await perform(context, {
    what: `open the account of ${fund}, kept by ${job.custodian}`,
    sender: custodian,
    isDone: async () => (await fundStatus(kessai, account)) !== undefined,
    call: () => openFund(kessai, fund),
  });
  if (job.admit) await admitFund(context, { ...job, account, custodian });
  const [status, [participant]] = await Promise.all([
    fundStatus(kessai, account),
    participants(kessai, [account], names),
  ]);
  reporter.table(
    ["fund", "account", "custodian", "in the register"],
    [[fund, account, job.custodian, participant?.eligibility ?? "not admitted"]],
  );
  reporter.data("fund", { name: fund, account, custodian, isOpen: status !== undefined, participant });
}

/** What admitting a fund needs to know. */
interface FundAdmission {
  readonly fund: string;
  readonly account: string;
  /** Account of the custodian. */
  readonly custodian: string;
}

/**
 * Admits a fund as its custodian is: what the fund has belongs in law to the trust bank (信託財産), so that its identity stands for both.
 */
async function admitFund(context: JobContext, { fund, account, custodian }: FundAdmission): Promise<void> {
  const { kessai, folder, reporter, names, options } = context;
  const registrar = folder.record()?.roles.registrar;
  if (registrar === undefined) throw new JobError("Nobody is registrar.", "Run the deploy job.");
  const what = `admit ${fund}`;
  if (!options.dryRun && (await fundStatus(kessai, account)) === undefined) {
    const remark = "Its account is not open yet: it is admitted once it is.";
    reporter.step({ what, outcome: "waits", remark });
    return;
  }
  const [keeper] = await participants(kessai, [custodian]);
  const name = names(custodian) ?? custodian;
  await perform(context, {
    what,
    sender: registrar,
    isDone: async () => (await participants(kessai, [account]))[0]?.status !== "unknown",
    call: () => {
      if (keeper?.eligibility !== "eligible")
        throw new JobError(
          `${name} is no participant in good standing (${keeper?.eligibility ?? "not admitted"}): nothing of it passes to ${fund}.`,
          `Admit ${name} first, or renew its identity check.`,
        );
      const { classes, kycExpiry, commitment } = keeper;
      return admit(kessai, { account, classes, kycExpiry, commitment });
    },
  });
}
