import { writtenStruct } from "../encoding/writtenStruct.ts";
import type { WrittenStruct } from "../encoding/writtenStruct.ts";
import type { EvidenceFile, GivenAnswer } from "./EvidenceFile.ts";
import { EVIDENCE_TYPES } from "./evidenceTypes.ts";
import { writtenSignedAcknowledgement } from "./writtenSignedAcknowledgement.ts";
import { writtenSignedPass } from "./writtenSignedPass.ts";
import { writtenSignedQuote } from "./writtenSignedQuote.ts";
import { writtenSignedRequest } from "./writtenSignedRequest.ts";

/** The name and the version of a file of evidence. */
export const EVIDENCE_FORMAT = "kessai-evidence";
export const EVIDENCE_VERSION = 1;

/**
 * The text of a file of evidence, as an asker keeps it and auditors read it: JSON in which whole numbers are texts of digits.
 * `parseEvidenceFile` reads it.
 */
export function formatEvidenceFile(file: EvidenceFile): string {
  const content = {
    format: EVIDENCE_FORMAT,
    version: EVIDENCE_VERSION,
    request: writtenSignedRequest(file.request),
    dealers: file.dealers,
    dealersSalt: file.dealersSalt,
    answers: file.answers.map(writtenAnswer),
    timeOuts: file.timeOuts,
    chosen: file.chosen,
    reason: file.reason,
    justification: writtenStruct({ types: EVIDENCE_TYPES, name: "Justification", value: file.justification }),
    decidedAt: file.decidedAt.toString(),
    acknowledgements: file.acknowledgements.map(writtenSignedAcknowledgement),
    late: file.late.map(writtenAnswer),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function writtenAnswer(given: GivenAnswer): WrittenStruct {
  const message = given.kind === "quote" ? writtenSignedQuote(given) : writtenSignedPass(given);
  return { kind: given.kind, ...message, receivedAt: given.receivedAt.toString() };
}
