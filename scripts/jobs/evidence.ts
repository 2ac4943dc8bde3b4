import type { Command } from "commander";
import { Command as NewCommand } from "commander";

import { formatAmount } from "../../sdk/encoding/formatAmount.ts";
import { auditEvidence } from "../../sdk/client/readers/auditEvidence.ts";
import type { EvidenceFile } from "../../sdk/trading/EvidenceFile.ts";
import type { RankedQuote } from "../../sdk/trading/QuoteRanking.ts";
import { parseEvidenceFile } from "../../sdk/trading/parseEvidenceFile.ts";
import { readNamedFile } from "../support/files.ts";
import type { JobContext } from "../support/JobContext.ts";
import { JobError } from "../support/JobError.ts";
import { subcommand } from "../support/trading/subcommand.ts";
import { runJob } from "../support/runJob.ts";
import { jsonOf } from "../support/trading/jsonOf.ts";
import { answerTable, formatPrice } from "../support/trading/answerTable.ts";

/** What auditors do with the evidence of requests. */
export function evidenceCommand(): Command {
  return new NewCommand("evidence").description("Look at the evidence of best execution.").addCommand(
    subcommand({
      isReading: true,
      name: "verify",
      summary:
        "Verify a file of evidence against the chain and the dealers' signatures: whether it is complete, who was best, the cover price, and the reason when the best was not taken.",
      example: "evidence verify deployments/localhost/evidence/JPX22-RFQ-01.json",
    })
      .argument("<file>", "the file of evidence, as the rfq job writes it")
      .action((file: string, written: unknown) =>
        runJob("evidence verify", written, () => read(file), verify),
      ),
  );
}

function read(file: string): EvidenceFile {
  return parseEvidenceFile(
    jsonOf({ path: file, text: readNamedFile(file), what: "evidence, as the rfq job writes it" }),
  );
}

async function verify(context: JobContext, file: EvidenceFile): Promise<void> {
  const { kessai, names, reporter } = context;
  const audited = await auditEvidence(kessai, file);
  if (audited === undefined)
    throw new JobError(
      `The quote ${file.chosen} was never accepted on this chain.`,
      "Check --network, and that the file belongs to this house. Evidence of what was not traded has nothing to be held against.",
    );
  const { report, accepted } = audited;
  const { request } = file.request;
  const name = (account: string): string => names(account) ?? account;
  const { head, rows, right } = answerTable({
    request,
    answers: file.answers,
    timedOut: file.timeOuts,
    at: file.decidedAt,
    names,
  });
  reporter.table(head, rows, right);
  for (const { account, quantity, transactionHash } of accepted)
    reporter.say(`Accepted for ${name(account)}: ${formatAmount(quantity)} units (${transactionHash}).`);
  const tell = (what: string, ranked: RankedQuote | undefined): void => {
    const words = ranked && `${formatPrice(ranked.quote.cleanPriceE7)} of ${name(ranked.quote.dealer)}`;
    reporter.say(`${what}: ${words ?? "none"}.`);
  };
  tell("Best", report.best);
  tell("Cover", report.cover);
  tell("Taken", report.chosen);
  if (report.saving !== undefined)
    reporter.say(`Against the cover: ${formatAmount(report.saving)} minor units.`);
  if (file.reason !== "") reporter.say(`Reason: ${file.reason}`);
  for (const { severity, code, text, dealer } of report.findings) {
    const whose = dealer === undefined ? "" : ` [${name(dealer)}]`;
    reporter.say(`${severity.toUpperCase()} ${code}${whose}: ${text}`);
  }
  reporter.say(
    `${report.isSound ? "SOUND" : "NOT SOUND"}, ${report.isComplete ? "and proven complete" : "and not proven complete"}.`,
  );
  reporter.data("report", report);
  reporter.data("accepted", accepted);
  if (!report.isSound)
    reporter.step({ what: "verify the evidence", outcome: "failed", remark: "see the errors above" });
}
