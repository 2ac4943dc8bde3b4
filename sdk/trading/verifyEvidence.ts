import { isSameHex } from "../encoding/isSameHex.ts";
import { acknowledgementFindings } from "./acknowledgementFindings.ts";
import { answerFindings } from "./answerFindings.ts";
import { dealerFindings } from "./dealerFindings.ts";
import { evidenceHash } from "./evidenceHash.ts";
import { evidenceOf } from "./evidenceOf.ts";
import type { EvidenceReport, Finding, FindingCode } from "./EvidenceReport.ts";
import { finding } from "./finding.ts";
import { judgeChoice } from "./judgeChoice.ts";
import { sortFindings } from "./sortFindings.ts";
import { viewEvidence } from "./viewEvidence.ts";
import type { EvidenceView, ViewEvidenceOptions } from "./viewEvidence.ts";

/** What `verifyEvidence` works on. */
export interface VerifyEvidenceOptions extends ViewEvidenceOptions {
  /** The word that was committed on the chain when the quote was accepted. */
  readonly committed: string;
}

/** Findings with which nobody can tell whether an answer is missing. */
const LEAVING_OPEN: ReadonlySet<FindingCode> = new Set([
  "hashDiffers",
  "dealersNotOpened",
  "dealerCountDiffers",
  "dealerNotAsked",
  "dealerAbsent",
  "answerNotSigned",
  "otherRequest",
  "lateBeforeDecision",
  "acknowledgementForged",
  "acknowledgementsContradict",
  "withheld",
  "notAcknowledged",
  "timeOutContradicted",
  "unproven",
  "lateDisputed",
]);

/**
 * Holds a file of evidence against the word that was committed to on the chain, against the signatures and the acknowledgements of
 * the dealers, and the choice against the quotes. Bad evidence is told, never thrown; findings stand in an order that does not
 * depend on anything but the evidence.
 *
 * Who signs by contract wallet or operator is asked of `isSignedBy`, which answers at once: a caller that has to ask a chain runs
 * it twice, the first time with one that collects the claims.
 */
export function verifyEvidence(options: VerifyEvidenceOptions): EvidenceReport {
  const { file, committed } = options;
  let hash: string;
  let view: EvidenceView;
  try {
    hash = evidenceHash(evidenceOf(file));
    view = viewEvidence(options);
  } catch (error) {
    // every failure of the encoders is one of the file: nothing else goes in
    const reason = error instanceof Error ? error.message : String(error);
    const unreadable = finding("unreadable", `The evidence cannot be hashed: ${reason}`);
    return { findings: [unreadable], isSound: false, isComplete: false };
  }
  const differs = `The evidence has the hash ${hash}, and ${committed} was committed to.`;
  const { findings: judged, ...choice } = judgeChoice(view);
  const findings: readonly Finding[] = sortFindings([
    ...(isSameHex(hash, committed) ? [] : [finding("hashDiffers", differs)]),
    ...dealerFindings(view),
    ...answerFindings(view),
    ...acknowledgementFindings(view),
    ...judged,
  ]);
  return {
    findings,
    hash,
    ...choice,
    isSound: findings.every(({ severity }) => severity !== "error"),
    isComplete: findings.every(({ code }) => !LEAVING_OPEN.has(code)),
  };
}
