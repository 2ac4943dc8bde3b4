import { z } from "zod";

import type { InputIssue } from "../errors/InvalidInputError.ts";
import { addressField, bytes32Field, signatureField, wholeField, wordsField } from "../terms/chainFields.ts";
import { issue } from "../terms/issue.ts";
import { readMessage } from "../trading/readMessage.ts";
import { WAIVERS_FORMAT, WAIVERS_VERSION } from "./formatWaivers.ts";
import { ruleIdField } from "./guidelineFields.ts";
import type { SignedWaiver } from "./Waiver.ts";

const MOST_WORDS = 1000;

const schema = z.strictObject({
  format: z.literal(WAIVERS_FORMAT),
  version: z.literal(WAIVERS_VERSION),
  waivers: z.array(
    z.strictObject({
      waiver: z.strictObject({
        report: bytes32Field,
        rule: ruleIdField,
        fund: addressField,
        reason: wordsField(MOST_WORDS),
        validUntil: wholeField(0n, 2n ** 40n - 1n),
      }),
      officer: addressField,
      signature: signatureField,
    }),
  ),
});

/**
 * Checks a file of waivers (`formatWaivers`): every field by itself, and that each waiver gives a reason. Whether they count,
 * `requireCleared` tells.
 *
 * @param input plain data, as JSON.parse returns it
 * @throws InvalidInputError (WAIVERS_INVALID) with every issue found, its path beginning with `file`
 */
export function parseWaivers(input: unknown): readonly SignedWaiver[] {
  const kind = { code: "WAIVERS_INVALID", subject: "file of waivers" };
  return readMessage({ schema, input, path: "file", rules, ...kind }).waivers;
}

function rules({ waivers }: { readonly waivers: readonly SignedWaiver[] }): readonly InputIssue[] {
  return waivers.flatMap(({ waiver: { reason } }, index) =>
    reason.trim() === "" ? [issue(`file.waivers[${index}].waiver.reason`, reason, "must give a reason")] : [],
  );
}
