import type { Command } from "commander";
import { z } from "zod";

import type { ComplianceReport } from "../../../sdk/compliance/ComplianceReport.ts";
import { formatComplianceReport } from "../../../sdk/compliance/formatComplianceReport.ts";
import type { JobContext } from "../JobContext.ts";
import { runJob } from "../runJob.ts";
import { checkProposal } from "./checkProposal.ts";
import { readProposal, withProposal } from "./proposalOptions.ts";
import type { WrittenProposal } from "./proposalOptions.ts";
import { readOptions } from "./readOptions.ts";
import { subcommand } from "./subcommand.ts";
import { tellReport } from "./tellReport.ts";
import { writeResult } from "./writeResult.ts";

const checkOptions = z.object({ out: z.string().optional() });

interface CheckJob {
  readonly proposal: WrittenProposal;
  readonly out: string | undefined;
}

/** Holds what a fund manager means to trade against the guidelines. */
export function ticketCheckCommand(): Command {
  const command = subcommand({
    name: "check",
    summary:
      "Hold what is to be traded against the investment guidelines, before anybody is asked for a price.",
    example:
      "ticket check --isin JP9JPXGDTB18 --buy 200000000 --limit 100.05 --split sakura-fund=200000000 " +
      "--guidelines guidelines.yaml --facts facts.yaml --out report.json",
  });
  return withProposal(command)
    .option("--out <file>", "the report to write: what a compliance officer looks at, and waives")
    .action((written: unknown) => runJob("ticket check", written, () => read(written), check));
}

function read(written: unknown): CheckJob {
  const { out } = readOptions({ schema: checkOptions, written, subject: "check" });
  return { proposal: readProposal(written), out };
}

async function check(context: JobContext, { proposal, out }: CheckJob): Promise<void> {
  const report = await checkProposal(context, proposal);
  tellReport(context, report);
  if (out !== undefined) writeResult(context, { path: out, text: formatComplianceReport(report) });
  tellVerdict(context, report);
}

function tellVerdict({ reporter }: JobContext, { proposal, results }: ComplianceReport): void {
  const breaches = results.filter(({ status }) => status === "breached" || status === "unknown");
  const what = `check ${proposal.isin} against the guidelines`;
  if (breaches.length === 0) {
    reporter.step({ what, outcome: "done" });
    return;
  }
  const rules = [...new Set(breaches.map(({ rule }) => rule))].join(", ");
  const remark =
    `${breaches.length === 1 ? "1 rule is" : `${breaches.length} rules are`} not kept: ${rules}. ` +
    "Change the order, bring the facts that are missing, or ask a compliance officer (ticket waive).";
  reporter.step({ what, outcome: "failed", remark });
}
