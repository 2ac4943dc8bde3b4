import { TypedDataEncoder } from "ethers";

import { ANSWER_KINDS } from "./Evidence.ts";
import type { Evidence } from "./Evidence.ts";
import { EVIDENCE_TYPES } from "./evidenceTypes.ts";

/**
 * The EIP-712 struct hash of evidence: the word that is committed on the chain when a quote is accepted.
 *
 * @throws an error of ethers when a field does not fit its type
 */
export function evidenceHash(evidence: Evidence): string {
  const answers = evidence.answers.map((answer) => ({
    ...answer,
    kind: BigInt(ANSWER_KINDS.indexOf(answer.kind)),
  }));
  return TypedDataEncoder.hashStruct("Evidence", EVIDENCE_TYPES, { ...evidence, answers });
}
