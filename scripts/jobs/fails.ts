import type { Command } from "commander";
import { z } from "zod";

import { FailsCurrencyError } from "../../sdk/fails/errors/FailsCurrencyError.ts";
import { parseReferenceRates } from "../../sdk/fails/parseReferenceRates.ts";
import type { FailsConvention } from "../../sdk/fails/FailsConvention.ts";
import type { ReferenceRate } from "../../sdk/fails/ReferenceRate.ts";
import { readDocument } from "../../sdk/terms/readDocument.ts";
import { CENTRE } from "../support/centre.ts";
import { claimCharges, claimsOf, paymentDays } from "../support/claimCharges.ts";
import type { ClaimDates } from "../support/claimCharges.ts";
import { failCharges } from "../support/failCharges.ts";
import { CONVENTION_NAMES, readConvention } from "../support/failsConventions.ts";
import { readNamedFile } from "../support/files.ts";
import type { JobContext } from "../support/JobContext.ts";
import { openFails } from "../support/openFails.ts";
import { jobCommand } from "../support/options.ts";
import { runJob } from "../support/runJob.ts";
import { parseSettleDate } from "../support/settlementDates.ts";
import { tellCharges } from "../support/tellCharges.ts";
import { tellFails } from "../support/tellFails.ts";
import { tradeTable } from "../support/tradeTable.ts";
import { UsageError } from "../support/UsageError.ts";

const failsOptions = z.object({
  charge: z.string().optional(),
  rates: z.string().optional(),
  claim: z.boolean().default(false),
  settleDate: z.string().optional(),
  cutOff: z.string().optional(),
});

interface FailsJob {
  readonly convention: FailsConvention | undefined;
  readonly rates: readonly ReferenceRate[];
  readonly claim: boolean;
  readonly dates: ClaimDates;
}

/** Shows what has failed to settle, what that costs, and claims it. */
export function failsCommand(): Command {
  const description = {
    name: "fails",
    summary:
      "Show the trades that have failed to settle, their age, who fails and why; charge it, and claim the charge.",
    example: "fails --charge jsda --rates rates.yaml --claim",
  };
  return jobCommand(description)
    .option(
      "--charge <convention>",
      `what each fail costs until now, by ${CONVENTION_NAMES.join(", ")}, or a file of your own (.yaml)`,
    )
    .option("--rates <file>", "the reference rate of each day: a list of date and percent (YAML)")
    .option("--claim", "make each charge that can be claimed a payment, approved for the payee")
    .option("--settle-date <date>", "when claims are paid (default: the next business day)")
    .option(
      "--cut-off <time>",
      "until when: HH:MM on that date, or YYYY-MM-DDTHH:MM (default: 17:00, five business days later)",
    )
    .action((written: unknown) => runJob("fails", written, () => read(written), showFails));
}

function read(written: unknown): FailsJob {
  const { charge, rates, claim, settleDate, cutOff } = failsOptions.parse(written);
  if (charge === undefined && (rates !== undefined || claim))
    throw new UsageError(
      "--rates and --claim need a convention to charge by.",
      `Give --charge with one of ${CONVENTION_NAMES.join(", ")}, or a file of your own (.yaml).`,
    );
  return {
    convention: charge === undefined ? undefined : readConvention(charge),
    rates: rates === undefined ? [] : parseReferenceRates(readDocument(readNamedFile(rates), rates)),
    claim,
    dates: {
      settleDate: settleDate === undefined ? undefined : parseSettleDate(settleDate, CENTRE),
      cutOff,
    },
  };
}

async function showFails(context: JobContext, { convention, rates, claim, dates }: FailsJob): Promise<void> {
  const found = await openFails(context);
  tellFails(context, found);
  if (convention === undefined) return;
  const { fails, date: until } = found.report;
  const claims = claimsOf(context);
  // A claim that is not paid is not charged in its turn; bonds free of payment have no amount to be charged on.
  const claimIds = new Set(claims.map(({ id }) => id));
  const charged = fails.filter(({ tradeId, openAmount }) => !claimIds.has(tradeId) && openAmount > 0n);
  const days = paymentDays(until, dates);
  const charges = failCharges(charged, { convention, rates, until, claims });
  tellCharges(context, charges, days);
  for (const { fail, error } of charges) {
    if (error === undefined || error instanceof FailsCurrencyError) continue;
    const remark = `${error.message} ${error.hint}`;
    context.reporter.step({ what: `charge ${fail.trade.commonReference}`, outcome: "failed", remark });
  }
  if (claim) await claimCharges(context, charges, days);
  const written = claimsOf(context);
  if (written.length > 0) await tradeTable(context, written);
}
