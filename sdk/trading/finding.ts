import { FINDING_SEVERITIES } from "./EvidenceReport.ts";
import type { Finding, FindingCode } from "./EvidenceReport.ts";

/** Whom and what a finding concerns. */
export interface FindingSubject {
  readonly dealer?: string | undefined;
  readonly answer?: string | undefined;
}

/**
 * Makes a finding.
 *
 * @param text a sentence
 */
export function finding(code: FindingCode, text: string, { dealer, answer }: FindingSubject = {}): Finding {
  return { severity: FINDING_SEVERITIES[code], code, dealer, answer, text };
}
