import { z } from "zod";

import { signatureField } from "../terms/chainFields.ts";
import { GIVE_UP_FORMAT, GIVE_UP_VERSION } from "./formatSignedGiveUp.ts";
import type { SignedGiveUp } from "./GiveUp.ts";
import { giveUpSchema } from "./messageSchemas.ts";
import { readMessage } from "./readMessage.ts";

const schema = z.strictObject({
  format: z.literal(GIVE_UP_FORMAT),
  version: z.literal(GIVE_UP_VERSION),
  giveUp: giveUpSchema,
  signature: signatureField,
});

/**
 * Checks a file of a give-up (`formatSignedGiveUp`): every field by itself. Whether its broker has signed it, `isGiveUpSigned`
 * tells.
 *
 * @param input plain data, as JSON.parse returns it
 * @throws InvalidInputError (GIVE_UP_INVALID) with every issue found, its path beginning with `file`
 */
export function parseSignedGiveUp(input: unknown): SignedGiveUp {
  const kind = { code: "GIVE_UP_INVALID", subject: "file of a give-up" };
  const { giveUp, signature } = readMessage({ schema, input, path: "file", ...kind });
  return { giveUp, signature };
}
