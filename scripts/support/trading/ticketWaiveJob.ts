import type { Command } from "commander";
import { z } from "zod";

import type { ComplianceReport } from "../../../sdk/compliance/ComplianceReport.ts";
import { complianceHash } from "../../../sdk/compliance/complianceHash.ts";
import { formatWaivers } from "../../../sdk/compliance/formatWaivers.ts";
import { ruleIdField } from "../../../sdk/compliance/guidelineFields.ts";
import { isWaiverSigned } from "../../../sdk/compliance/isWaiverSigned.ts";
import { parseComplianceReport } from "../../../sdk/compliance/parseComplianceReport.ts";
import { signWaiver } from "../../../sdk/compliance/signWaiver.ts";
import type { SignedWaiver, Waiver } from "../../../sdk/compliance/Waiver.ts";
import { waiverId } from "../../../sdk/compliance/waiverHash.ts";
import { isSameHex } from "../../../sdk/encoding/isSameHex.ts";
import { partyIdField } from "../../../sdk/terms/fields.ts";
import { readIfThere, readNamedFile } from "../files.ts";
import type { JobContext } from "../JobContext.ts";
import { runJob } from "../runJob.ts";
import { UsageError } from "../UsageError.ts";
import { jsonOf } from "./jsonOf.ts";
import { momentField, reasonField } from "./optionFields.ts";
import { readOptions } from "./readOptions.ts";
import { readWaivers } from "./readWaivers.ts";
import { requireDuties } from "./requireDuties.ts";
import { requireToCome } from "./requireToCome.ts";
import { subcommand } from "./subcommand.ts";
import { writeResult } from "./writeResult.ts";

const waiveOptions = z.object({
  as: partyIdField,
  report: z.string(),
  rule: ruleIdField,
  fund: partyIdField,
  reason: reasonField,
  validUntil: momentField,
  out: z.string(),
});

interface WaiveJob extends Omit<z.output<typeof waiveOptions>, "report"> {
  readonly report: ComplianceReport;
  /** Waivers that the file holds already. */
  readonly others: readonly SignedWaiver[];
}

/** Has a compliance officer waive one rule for one fund. */
export function ticketWaiveCommand(): Command {
  return subcommand({
    name: "waive",
    summary:
      "Sign a waiver of one breach of one report, for one fund (duty in the fund: compliance officer).",
    example:
      "ticket waive --as satsuki-pension --report report.json --rule lots --fund sakura-fund " +
      '--reason "Sold off within the month" --valid-until 2022-06-06T15:00 --out waivers.json',
  })
    .requiredOption("--as <party>", "the compliance officer, who signs")
    .requiredOption("--report <file>", "the compliance report, as ticket check or ticket sign wrote it")
    .requiredOption("--rule <id>", "the rule of the guidelines that is not kept")
    .requiredOption("--fund <name>", "the fund for which it is waived")
    .requiredOption("--reason <text>", "why the breach is borne with")
    .requiredOption("--valid-until <moment>", "until before YYYY-MM-DDTHH:MM in Tokyo it counts")
    .requiredOption("--out <file>", "the file of waivers: it is written, or this one is added to it")
    .action((written: unknown) => runJob("ticket waive", written, () => read(written), waive));
}

function read(written: unknown): WaiveJob {
  const options = readOptions({ schema: waiveOptions, written, subject: "waiver" });
  const { report: path, out } = options;
  const text = readIfThere(out);
  const what = "a compliance report, as ticket check writes it";
  return {
    ...options,
    report: parseComplianceReport(jsonOf({ path, text: readNamedFile(path), what })),
    others: text === undefined ? [] : readWaivers(out, text),
  };
}

async function waive(context: JobContext, job: WaiveJob): Promise<void> {
  const { kessai, book, keys, options, reporter } = context;
  const { as: person, report, rule, fund, reason, validUntil, others, out } = job;
  const account = book.accountOf(fund);
  const officer = book.accountOf(person);
  const { text } = requireBreach(report, { rule, fund, account });
  await requireToCome(context, validUntil);
  await requireDuties(context, { person, duty: "compliance officer", funds: [fund] });
  const waiver: Waiver = { report: complianceHash(report), rule, fund: account, reason, validUntil };
  const what = `waive ${rule} for ${fund} as ${person}`;
  reporter.say(`${rule}, ${fund}: ${text}`);
  const known = others.find((each) => isSameWaiver(context, each, { waiver, officer }));
  const signer = await keys.signerOf(officer);
  if (known !== undefined) reporter.step({ what, outcome: "already done" });
  else if (signer === undefined) {
    const remark = `the key of ${person} (${officer}) is not here: run this with it`;
    reporter.step({ what, outcome: "waits", remark });
  } else if (options.dryRun) reporter.step({ what, outcome: "would do", remark: `to ${out}` });
  else {
    const signed = await signWaiver(signer, { domain: kessai.tradingDomain, waiver });
    reporter.step({ what, outcome: "done" });
    writeResult(context, { path: out, text: formatWaivers([...others, signed]) });
  }
  reporter.data("waiver", { id: waiverId(waiver), officer, ...waiver });
}

/** The result that is to be waived: the rule must not be kept, for there is nothing to waive otherwise. */
function requireBreach(
  { results }: ComplianceReport,
  { rule, fund, account }: { readonly rule: string; readonly fund: string; readonly account: string },
): ComplianceReport["results"][number] {
  const own = results.filter((result) => isSameHex(result.fund, account));
  const breaches = own.filter(({ status }) => status === "breached" || status === "unknown");
  const found = breaches.find((result) => result.rule === rule);
  if (found !== undefined) return found;
  const status = own.find((result) => result.rule === rule)?.status;
  const rules = breaches.map((result) => result.rule).join(", ");
  throw new UsageError(
    status === undefined
      ? `The report has no rule ${rule} for ${fund}.`
      : `There is nothing to waive: ${rule} is ${status} for ${fund}.`,
    rules === "" ? `Every rule is kept for ${fund}.` : `Not kept for ${fund}: ${rules}.`,
  );
}

function isSameWaiver(
  { kessai }: JobContext,
  one: SignedWaiver,
  { waiver, officer }: Omit<SignedWaiver, "signature">,
): boolean {
  const isSame = isSameHex(one.officer, officer) && waiverId(one.waiver) === waiverId(waiver);
  return isSame && isWaiverSigned(kessai.tradingDomain, one);
}
