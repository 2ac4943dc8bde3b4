import { writtenStruct } from "../encoding/writtenStruct.ts";
import type { ComplianceReport } from "./ComplianceReport.ts";
import { REPORT_TYPES } from "./reportTypes.ts";

/** The name and the version of a file of a compliance report. */
export const REPORT_FORMAT = "kessai-compliance-report";
export const REPORT_VERSION = 1;

/**
 * The text of a file of a compliance report, as it is kept with its ticket: JSON in which whole numbers are texts of digits.
 * `parseComplianceReport` reads it.
 */
export function formatComplianceReport(report: ComplianceReport): string {
  const content = {
    format: REPORT_FORMAT,
    version: REPORT_VERSION,
    report: writtenStruct({ types: REPORT_TYPES, name: "ComplianceReport", value: report }),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}
