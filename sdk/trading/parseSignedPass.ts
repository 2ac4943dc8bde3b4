import { signedPassSchema } from "./messageSchemas.ts";
import type { SignedPass } from "./Pass.ts";
import { readMessage } from "./readMessage.ts";

/**
 * Checks a pass with its signature as it comes over the wire (`writtenSignedPass`): every field by itself. Whether its dealer has
 * signed it, `isPassSigned` tells.
 *
 * @param input plain data, as JSON.parse returns it
 * @throws InvalidInputError (PASS_INVALID) with every issue found, its path beginning with `message`
 */
export function parseSignedPass(input: unknown): SignedPass {
  const kind = { code: "PASS_INVALID", subject: "signed pass" };
  return readMessage({ schema: signedPassSchema, input, path: "message", ...kind });
}
