import { complianceHash } from "./complianceHash.ts";
import { checkCompliance } from "./checkCompliance.ts";
import type { ComplianceFacts } from "./ComplianceFacts.ts";
import type { ComplianceReport } from "./ComplianceReport.ts";
import type { Guidelines } from "./Guidelines.ts";

/** What `isReportOf` works on. */
export interface IsReportOfOptions {
  readonly report: ComplianceReport;
  readonly guidelines: Guidelines;
  readonly facts: ComplianceFacts;
}

/**
 * Whether a report is what its proposal comes to under these guidelines and facts: the check is made again, so that who wrote the
 * report need not be trusted.
 *
 * @throws as `checkCompliance`, and an error of ethers when a field of the report does not fit its type
 */
export function isReportOf({ report, guidelines, facts }: IsReportOfOptions): boolean {
  const again = checkCompliance({ guidelines, ticketProposal: report.proposal, facts });
  return complianceHash(again) === complianceHash(report);
}
