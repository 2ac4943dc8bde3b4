import { FINDING_SEVERITIES, SEVERITIES } from "./EvidenceReport.ts";
import type { Finding } from "./EvidenceReport.ts";

const CODES = Object.keys(FINDING_SEVERITIES);

/** Findings in one order, whatever order they were made in: the worst first, then by code, dealer, answer and text. */
export function sortFindings(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((one, other) => {
    const [a, b] = [keysOf(one), keysOf(other)];
    const place = a.findIndex((key, index) => key !== b[index]);
    if (place === -1) return 0;
    return (a[place] ?? "") < (b[place] ?? "") ? -1 : 1;
  });
}

function keysOf({ severity, code, dealer = "", answer = "", text }: Finding): readonly string[] {
  const place = CODES.indexOf(code).toString().padStart(3, "0");
  return [SEVERITIES.indexOf(severity).toString(), place, dealer.toLowerCase(), answer.toLowerCase(), text];
}
