import type { EvidenceReport } from "../../trading/EvidenceReport.ts";
import type { EvidenceFile } from "../../trading/EvidenceFile.ts";
import { verifyEvidence } from "../../trading/verifyEvidence.ts";
import type { SignatureClaim } from "../../trading/viewEvidence.ts";
import type { Kessai } from "../Kessai.ts";
import { acceptedQuotes } from "./acceptedQuotes.ts";
import type { AcceptedQuote } from "./acceptedQuotes.ts";
import { isSignedFor } from "./isSignedFor.ts";

/** What an auditor finds out about evidence with a chain at hand. */
export interface AuditedEvidence {
  readonly report: EvidenceReport;
  /** The acceptances of the quote that was chosen, one for each account. Never empty. */
  readonly accepted: readonly AcceptedQuote[];
}

/**
 * Verifies evidence against what was committed on the chain when the quote was accepted, and signatures of operators and contract
 * wallets against the chain.
 *
 * @returns `undefined` when the quote that the evidence names was never accepted
 */
export async function auditEvidence(
  kessai: Kessai,
  file: EvidenceFile,
): Promise<AuditedEvidence | undefined> {
  const accepted = await acceptedQuotes(kessai, file.chosen);
  const [first] = accepted;
  if (first === undefined) return undefined;
  const options = { file, domain: kessai.tradingDomain, committed: first.evidence };
  const claims: SignatureClaim[] = [];
  verifyEvidence({
    ...options,
    isSignedBy: (claim) => {
      claims.push(claim);
      return false;
    },
  });
  const good = new Set<string>();
  for (const claim of claims) if (await isSignedFor(kessai, claim)) good.add(keyOf(claim));
  const report = verifyEvidence({ ...options, isSignedBy: (claim) => good.has(keyOf(claim)) });
  return { report, accepted };
}

function keyOf({ account, digest, signature }: SignatureClaim): string {
  return `${account} ${digest} ${signature}`;
}
