import type { Command } from "commander";
import { hexlify, randomBytes } from "ethers";
import { z } from "zod";

import { formatMoment } from "../../../sdk/calendar/formatMoment.ts";
import { formatComplianceReport } from "../../../sdk/compliance/formatComplianceReport.ts";
import type { SignedWaiver } from "../../../sdk/compliance/Waiver.ts";
import type { InputIssue } from "../../../sdk/errors/InvalidInputError.ts";
import { partyIdField } from "../../../sdk/terms/fields.ts";
import { issue } from "../../../sdk/terms/issue.ts";
import { formatSignedTicket } from "../../../sdk/trading/formatSignedTicket.ts";
import { signTicket } from "../../../sdk/trading/signTicket.ts";
import type { SignedTicket, Ticket } from "../../../sdk/trading/Ticket.ts";
import { ticketId } from "../../../sdk/trading/ticketHash.ts";
import { readNamedFile } from "../files.ts";
import type { JobContext } from "../JobContext.ts";
import { JobError } from "../JobError.ts";
import { runJob } from "../runJob.ts";
import { checkProposal } from "./checkProposal.ts";
import { clearTicket } from "./clearTicket.ts";
import { isTicketWithdrawn } from "./isTicketWithdrawn.ts";
import { momentField } from "./optionFields.ts";
import { readProposal, withProposal } from "./proposalOptions.ts";
import type { WrittenProposal } from "./proposalOptions.ts";
import { readOptions } from "./readOptions.ts";
import { readWaivers } from "./readWaivers.ts";
import { requireDuties } from "./requireDuties.ts";
import { requireToCome } from "./requireToCome.ts";
import { subcommand } from "./subcommand.ts";
import { tellReport } from "./tellReport.ts";
import { ticketAtHand } from "./ticketAtHand.ts";
import { ticketOf } from "./ticketOf.ts";
import { writeResult } from "./writeResult.ts";

const signOptions = z.object({
  as: partyIdField,
  validUntil: momentField,
  waivers: z.string().optional(),
  out: z.string(),
  report: z.string().optional(),
});

interface SignJob {
  readonly proposal: WrittenProposal;
  readonly manager: string;
  readonly validUntil: bigint;
  readonly waivers: readonly SignedWaiver[];
  readonly out: string;
  /** Where the compliance report goes. */
  readonly report: string;
}

/** Signs a ticket for its fund manager, once compliance clears it. */
export function ticketSignCommand(): Command {
  const command = subcommand({
    name: "sign",
    summary: "Sign a ticket for a fund manager, unless a rule of the guidelines is breached and not waived.",
    example:
      "ticket sign --as yayoi-asset --isin JP9JPXGDTB18 --buy 200000000 --limit 100.05 --split sakura-fund=200000000 " +
      "--valid-until 2022-06-06T15:00 --guidelines guidelines.yaml --facts facts.yaml --out ticket.json",
  });
  return withProposal(command)
    .requiredOption("--as <party>", "the fund manager, who signs")
    .requiredOption("--valid-until <moment>", "until before YYYY-MM-DDTHH:MM in Tokyo it can be dealt under")
    .option("--waivers <file>", "waivers of compliance officers (ticket waive)")
    .requiredOption("--out <file>", "the ticket to write, for the trader")
    .option("--report <file>", "the compliance report to write (default: that name with .report.json)")
    .action((written: unknown) => runJob("ticket sign", written, () => read(written), sign));
}

function read(written: unknown): SignJob {
  const options = readOptions({ schema: signOptions, written, subject: "ticket", rules });
  const { as: manager, validUntil, waivers: path, out } = options;
  const report = options.report ?? `${out.replace(/\.json$/, "")}.report.json`;
  return {
    proposal: readProposal(written),
    manager,
    validUntil,
    waivers: path === undefined ? [] : readWaivers(path, readNamedFile(path)),
    out,
    report,
  };
}

function rules({ out, report }: z.output<typeof signOptions>): readonly InputIssue[] {
  return out === report ? [issue("--report", report, "must be another file than --out")] : [];
}

async function sign(context: JobContext, job: SignJob): Promise<void> {
  const { kessai, book, reporter } = context;
  const { proposal, manager, validUntil, waivers, out } = job;
  const { split, termSheet } = proposal;
  await requireToCome(context, validUntil);
  const report = await checkProposal(context, proposal);
  tellReport(context, report);
  const unsigned = {
    report,
    denomination: termSheet.denomination,
    manager: book.accountOf(manager),
    validUntil,
  };
  const ticket = ticketOf({ ...unsigned, salt: hexlify(randomBytes(32)) });
  const known = ticketAtHand({ path: out, wanted: ticket, domain: kessai.tradingDomain });
  // Also when it is refused: it is what a compliance officer waives.
  writeResult(context, { path: job.report, text: formatComplianceReport(report) });
  await requireDuties(context, {
    person: manager,
    duty: "fund manager",
    funds: split.map(({ fund }) => fund),
  });
  const needed = await clearTicket(context, { report, ticket, waivers });
  reporter.data("waivers", needed);
  if (validUntil > report.validUntil)
    reporter.progress(
      `  note: the report is good until before ${formatMoment(report.validUntil)}: from then on no trader deals under the ticket`,
    );
  await signOnce(context, job, { ticket, known });
}

/** A ticket, and the same one if it was signed before. */
interface TicketToSign {
  readonly ticket: Ticket;
  readonly known: SignedTicket | undefined;
}

async function signOnce(context: JobContext, job: SignJob, { ticket, known }: TicketToSign): Promise<void> {
  const { kessai, keys, options, reporter } = context;
  const { manager, out } = job;
  const what = `sign the ticket for ${manager}`;
  if (known !== undefined) {
    if (await isTicketWithdrawn(kessai, known.ticket))
      throw new JobError(`The ticket in ${out} was withdrawn.`, "Name another file for a new one.");
    reporter.step({ what, outcome: "already done" });
    tellTicket(context, known);
    return;
  }
  const signer = await keys.signerOf(ticket.manager);
  if (signer === undefined) {
    const remark = `the key of ${manager} (${ticket.manager}) is not here: run this with it`;
    reporter.step({ what, outcome: "waits", remark });
    return;
  }
  if (options.dryRun) {
    reporter.step({ what, outcome: "would do", remark: `to ${out}` });
    return;
  }
  const signed = await signTicket(signer, { domain: kessai.tradingDomain, ticket });
  reporter.step({ what, outcome: "done" });
  writeResult(context, { path: out, text: formatSignedTicket(signed) });
  tellTicket(context, signed);
}

function tellTicket({ reporter }: JobContext, { ticket }: SignedTicket): void {
  reporter.data("ticket", { id: ticketId(ticket), ...ticket });
}
