import { compareAddresses } from "../encoding/compareAddresses.ts";
import { isSameHex } from "../encoding/isSameHex.ts";
import type { SignedAcknowledgement } from "./Acknowledgement.ts";
import { answerFindings } from "./answerFindings.ts";
import { dealerFindings } from "./dealerFindings.ts";
import { UnsoundEvidenceError } from "./errors/UnsoundEvidenceError.ts";
import { NO_JUSTIFICATION } from "./Evidence.ts";
import type { Evidence, Justification } from "./Evidence.ts";
import type { EvidenceFile, GivenAnswer } from "./EvidenceFile.ts";
import { evidenceHash } from "./evidenceHash.ts";
import { evidenceOf } from "./evidenceOf.ts";
import { judgeChoice } from "./judgeChoice.ts";
import type { SignedRequest } from "./Request.ts";
import { sortFindings } from "./sortFindings.ts";
import type { TradingDomain } from "./tradingDomain.ts";
import { viewEvidence } from "./viewEvidence.ts";

/** What `buildEvidence` works on. */
export interface BuildEvidenceOptions {
  readonly domain: TradingDomain;
  readonly request: SignedRequest;
  /** The dealers that were asked, in any order. */
  readonly dealers: readonly string[];
  /** The salt with which the request commits to them. */
  readonly dealersSalt: string;
  /** Every answer that was received and whose signature was found good, in any order. */
  readonly answers: readonly GivenAnswer[];
  /** Id of the quote that is taken. */
  readonly chosen: string;
  /** Why another than the best is taken. */
  readonly reason?: string | undefined;
  /** Why the only one is taken. */
  readonly justification?: Justification | undefined;
  /** In milliseconds since 1970-01-01T00:00:00Z. */
  readonly decidedAt: bigint;
  readonly acknowledgements?: readonly SignedAcknowledgement[] | undefined;
}

/** Evidence, and the word to commit to. */
export interface BuiltEvidence {
  readonly file: EvidenceFile;
  readonly evidence: Evidence;
  /** Its hash: what is handed to the contract with the acceptance. */
  readonly hash: string;
}

/**
 * Makes the evidence of a decision: answers by time of receipt, those after the decision among the late ones, time-outs for dealers
 * that have not answered by then. What dealers acknowledge afterwards, and further late answers, are added to the file as they
 * come: neither changes the hash.
 *
 * @throws UnsoundEvidenceError when `verifyEvidence` would find an error that is not a dealer's
 * @throws InvalidTextError, or an error of ethers, when something cannot be hashed
 */
export function buildEvidence(options: BuildEvidenceOptions): BuiltEvidence {
  const { domain, request, dealersSalt, chosen, decidedAt } = options;
  const { reason = "", justification = NO_JUSTIFICATION, acknowledgements = [] } = options;
  const dealers = options.dealers.toSorted(compareAddresses);
  const received = options.answers.toSorted(byReceipt);
  const answers = received.filter(({ receivedAt }) => receivedAt <= decidedAt);
  const late = received.filter(({ receivedAt }) => receivedAt > decidedAt);
  const timeOuts = dealers.filter((dealer) => !answers.some((answer) => isSameHex(dealerOf(answer), dealer)));
  const said = { chosen, reason, justification, decidedAt };
  const file = { request, dealers, dealersSalt, answers, timeOuts, ...said, acknowledgements, late };

  const view = viewEvidence({ file, domain, isSignedBy: () => true });
  const found = [...dealerFindings(view), ...answerFindings(view), ...judgeChoice(view).findings];
  const errors = sortFindings(found.filter(({ severity }) => severity === "error"));
  if (errors.length > 0) throw new UnsoundEvidenceError(errors);
  const evidence = evidenceOf(file);
  return { file, evidence, hash: evidenceHash(evidence) };
}

function byReceipt(one: GivenAnswer, other: GivenAnswer): number {
  if (one.receivedAt !== other.receivedAt) return one.receivedAt < other.receivedAt ? -1 : 1;
  return compareAddresses(dealerOf(one), dealerOf(other));
}

function dealerOf(given: GivenAnswer): string {
  return given.kind === "quote" ? given.quote.dealer : given.pass.dealer;
}
