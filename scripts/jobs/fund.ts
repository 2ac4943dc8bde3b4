import type { Command } from "commander";
import { z } from "zod";

import { formatMoment } from "../../sdk/calendar/formatMoment.ts";
import { bondSchedule } from "../../sdk/client/readers/bondSchedule.ts";
import type { BondSchedule } from "../../sdk/client/readers/scheduledTypes.ts";
import type { JobContext } from "../support/JobContext.ts";
import { parseWhole } from "../support/parseWhole.ts";
import { fundObligation } from "../support/servicing/fundObligation.ts";
import { issuerAccount } from "../support/servicing/issuerAccount.ts";
import { letLapse } from "../support/servicing/letLapse.ts";
import {
  obligationWords,
  parseNumber,
  parseRedemption,
  requireOption,
  requirePayment,
} from "../support/servicing/numbers.ts";
import { isPending, obligations } from "../support/servicing/obligations.ts";
import type { Obligation } from "../support/servicing/obligations.ts";
import { obligationTable } from "../support/servicing/obligationTable.ts";
import { returnIncomplete } from "../support/servicing/returnIncomplete.ts";
import { servicingCommand } from "../support/servicing/servicingJob.ts";
import { UsageError } from "../support/UsageError.ts";

const fundOptions = z.object({
  payment: z.string().optional(),
  redemption: z.string().optional(),
  upTo: z.string().optional(),
  return: z.boolean().default(false),
});

interface FundJob {
  readonly payment: number | undefined;
  readonly redemption: number | undefined;
  readonly upTo: bigint | undefined;
  /** Gives an incomplete funding back. */
  readonly isReturn: boolean;
}

/** Has the issuer fund what its bond pays next. */
export function fundCommand(): Command {
  return servicingCommand({
    description: {
      name: "fund",
      summary: "Have the issuer fund a payment or a redemption: by default everything that is due next.",
      example: "fund --isin JP9JPXGDTB18 --payment 1",
    },
    withOptions: (command) =>
      command
        .option("--payment <number>", "this payment, the first being 1")
        .option("--redemption <which>", "this redemption: maturity, or the number of its option")
        .option(
          "--up-to <amount>",
          "until so much is there in all, in minor units (default: all that is needed)",
        )
        .option("--return", "instead: give the incomplete funding of a payment back (duty: fiscal agent)"),
    read,
    work: fund,
  });
}

function read(written: unknown): FundJob {
  const { payment, redemption, upTo, return: isReturn } = fundOptions.parse(written);
  if (payment !== undefined && redemption !== undefined)
    throw new UsageError("--payment and --redemption exclude each other.", "Give one of them, or neither.");
  if (upTo !== undefined && payment === undefined && redemption === undefined)
    throw new UsageError("--up-to is for one payment or redemption.", "Give --payment or --redemption.");
  if (isReturn && (payment === undefined || upTo !== undefined))
    throw new UsageError(
      "--return is for one payment, and gives all of it back.",
      "Give --payment without --up-to; what a redemption was funded with stays for it.",
    );
  return {
    payment: payment === undefined ? undefined : parseNumber("--payment", payment),
    redemption: redemption === undefined ? undefined : parseRedemption(redemption),
    upTo: upTo === undefined ? undefined : parseWhole("--up-to", upTo),
    isReturn,
  };
}

async function fund(context: JobContext, schedule: BondSchedule, job: FundJob): Promise<void> {
  const { kessai, reporter } = context;
  const { isin } = schedule;
  const all = await obligations(kessai, schedule);
  const chosen = choose(schedule, all, job);
  if (chosen.length === 0) reporter.say(`Nothing of ${isin} is left to be funded.`);
  const issuer = await issuerAccount(kessai, schedule);
  for (const obligation of chosen) {
    if (job.isReturn) await returnIncomplete(context, schedule, obligation);
    else if (obligation.state === "rate open") {
      const remark = "Its rate is not final yet: fix it, or decide the step (fix-rate), then fund.";
      reporter.step({ what: `fund ${obligationWords(obligation)} of ${isin}`, outcome: "not due", remark });
    } else if (obligation.state === "void") {
      const back = obligation.funded > 0n ? " Its money goes back with --return." : "";
      const remark = `It pays nothing: no units are left, or the principal fell due before it.${back}`;
      reporter.step({
        what: `fund ${obligationWords(obligation)} of ${isin}`,
        outcome: "already done",
        remark,
      });
    } else {
      const { kind, number } = obligation;
      const left = kind === "redemption" ? await letLapse(context, schedule, number) : undefined;
      await fundObligation(context, { schedule, obligation, issuer, upTo: job.upTo, atMost: left?.missing });
    }
  }
  const now = await obligations(kessai, (await bondSchedule(kessai, isin)) ?? schedule);
  const shown = now.filter((each) =>
    chosen.some((one) => one.kind === each.kind && one.number === each.number),
  );
  if (shown.length > 0) obligationTable(reporter, schedule, shown);
  reporter.data("obligations", shown);
}

/** What was asked for; else everything of the first day for which money is missing. */
function choose(
  schedule: BondSchedule,
  all: readonly Obligation[],
  { payment, redemption }: FundJob,
): readonly Obligation[] {
  const { isin } = schedule;
  if (payment !== undefined) {
    requirePayment(schedule, payment);
    return all.filter(({ kind, number }) => kind === "payment" && number === payment);
  }
  if (redemption !== undefined) {
    const found = all.filter(({ kind, number }) => kind === "redemption" && number === redemption);
    if (found.length > 0) return found;
    const { kind, date } = requireOption(schedule, redemption);
    throw new UsageError(
      `Option ${redemption} of ${isin} (${kind}, ${formatMoment(date).slice(0, 10)}) redeems nothing.`,
      kind === "callProRata"
        ? "A repayment pro rata is paid with the payment of its date: fund that."
        : "Notice was not given: run the call or put job first.",
    );
  }
  const missing = all.filter((each) => isPending(each) && (each.missing > 0n || each.state === "rate open"));
  return missing.filter(({ payFrom }) => payFrom === missing[0]?.payFrom);
}
