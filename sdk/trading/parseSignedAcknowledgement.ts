import { signedAcknowledgementSchema } from "./messageSchemas.ts";
import type { SignedAcknowledgement } from "./Acknowledgement.ts";
import { readMessage } from "./readMessage.ts";

/**
 * Checks an acknowledgement with its signature as it comes over the wire (`writtenSignedAcknowledgement`): every field by itself. Whether its dealer has
 * signed it, `isAcknowledgementSigned` tells.
 *
 * @param input plain data, as JSON.parse returns it
 * @throws InvalidInputError (ACKNOWLEDGEMENT_INVALID) with every issue found, its path beginning with `message`
 */
export function parseSignedAcknowledgement(input: unknown): SignedAcknowledgement {
  const kind = { code: "ACKNOWLEDGEMENT_INVALID", subject: "signed acknowledgement" };
  return readMessage({ schema: signedAcknowledgementSchema, input, path: "message", ...kind });
}
