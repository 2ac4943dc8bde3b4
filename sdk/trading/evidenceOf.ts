import { ZeroHash } from "ethers";

import type { Answer, Evidence } from "./Evidence.ts";
import type { EvidenceFile, GivenAnswer } from "./EvidenceFile.ts";
import { passId } from "./passHash.ts";
import { quoteId } from "./quoteHash.ts";
import { requestId } from "./requestHash.ts";

/**
 * What a file of evidence commits to: its answers as they stand, then its time-outs, received when the request was to be answered
 * by.
 *
 * @throws InvalidTextError, or an error of ethers, when something in it cannot be hashed
 */
export function evidenceOf(file: EvidenceFile): Evidence {
  const { request } = file.request;
  const { chosen, reason, justification, decidedAt } = file;
  const timeOuts = file.timeOuts.map((dealer) => ({
    kind: "time-out" as const,
    dealer,
    id: ZeroHash,
    receivedAt: request.answerBy,
  }));
  return {
    request: requestId(request),
    answers: [...file.answers.map(answerOf), ...timeOuts],
    chosen,
    reason,
    justification,
    decidedAt,
  };
}

function answerOf(given: GivenAnswer): Answer {
  const { kind, receivedAt } = given;
  return kind === "quote"
    ? { kind, dealer: given.quote.dealer, id: quoteId(given.quote), receivedAt }
    : { kind, dealer: given.pass.dealer, id: passId(given.pass), receivedAt };
}
