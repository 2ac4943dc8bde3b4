import { formatDecimal } from "../../../sdk/bonds/formatDecimal.ts";
import { PRICE_DECIMALS } from "../../../sdk/bonds/types.ts";
import { formatMoment } from "../../../sdk/calendar/formatMoment.ts";
import { COMPLIANCE_STATUSES } from "../../../sdk/compliance/ComplianceReport.ts";
import type { ComplianceReport } from "../../../sdk/compliance/ComplianceReport.ts";
import { complianceHash } from "../../../sdk/compliance/complianceHash.ts";
import { formatMoney } from "../../../sdk/encoding/formatMoney.ts";
import type { JobContext } from "../JobContext.ts";
import { wrapText } from "../wrapText.ts";

/** Columns in which a rule says why. */
const WIDTH = 42;

/** Tells what is proposed and what came of every rule, for people and for programs. */
export function tellReport(
  { reporter, names }: Pick<JobContext, "reporter" | "names">,
  report: ComplianceReport,
): void {
  const { proposal, results, asOf, validUntil } = report;
  const { currency, side, split, limitPriceE7, limitCashPerUnit } = proposal;
  const nameOf = (account: string): string => names(account) ?? account;
  const face = split.reduce((sum, { faceAmount }) => sum + faceAmount, 0n);
  const [verb, bound] = side === "buyer" ? ["Buy", "at most"] : ["Sell", "at least"];
  const price = formatDecimal(limitPriceE7, PRICE_DECIMALS).replace(/(\.\d{2}\d*?)0+$/, "$1");
  reporter.say(
    `${verb} ${currency} ${formatMoney(face, currency)} face of ${proposal.isin}, settled on ${proposal.settlementDate}, ` +
      `at ${price} ${bound}: ${currency} ${formatMoney(limitCashPerUnit, currency)} for one unit.`,
  );
  reporter.table(
    ["fund", "rule", "result", "why"],
    results.map(({ fund, rule, status, text }) => [nameOf(fund), rule, status, wrapText(text, WIDTH)]),
  );
  const counts = COMPLIANCE_STATUSES.flatMap((status) => {
    const count = results.filter((result) => result.status === status).length;
    return count === 0 ? [] : [`${count} ${status}`];
  });
  reporter.say(
    `${counts.join(", ")}. The facts are of ${formatMoment(asOf)}, good until before ${formatMoment(validUntil)}.`,
  );
  reporter.data("hash", complianceHash(report));
  reporter.data("report", report);
}
