import { z } from "zod";

import type { EvidenceFile } from "./EvidenceFile.ts";
import { EVIDENCE_FORMAT, EVIDENCE_VERSION } from "./formatEvidenceFile.ts";
import { evidenceFields } from "./messageSchemas.ts";
import { readMessage } from "./readMessage.ts";

const schema = z.strictObject({
  format: z.literal(EVIDENCE_FORMAT),
  version: z.literal(EVIDENCE_VERSION),
  ...evidenceFields,
});

/**
 * Checks a file of evidence (`formatEvidenceFile`): every field by itself; late answers may be left out. What it proves,
 * `verifyEvidence` tells.
 *
 * @param input plain data, as JSON.parse returns it
 * @throws InvalidInputError (EVIDENCE_INVALID) with every issue found, its path beginning with `file`
 */
export function parseEvidenceFile(input: unknown): EvidenceFile {
  const kind = { code: "EVIDENCE_INVALID", subject: "file of evidence" };
  const {
    format: _format,
    version: _version,
    late = [],
    ...read
  } = readMessage({
    schema,
    input,
    path: "file",
    ...kind,
  });
  return { ...read, late };
}
