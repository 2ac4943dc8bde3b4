import type { z } from "zod";

import { InvalidInputError } from "../../errors/InvalidInputError.ts";
import { issue } from "../../terms/issue.ts";
import { parseSignedRequest } from "../../trading/parseSignedRequest.ts";
import { readMessage } from "../../trading/readMessage.ts";
import type { SignedRequest } from "../../trading/Request.ts";

const KIND = { code: "MESSAGE_INVALID", subject: "message" };

/**
 * Reads a message from its JSON text by a schema; a request in it is checked as a whole.
 *
 * @throws InvalidInputError (MESSAGE_INVALID, or REQUEST_INVALID for what contradicts itself in a request)
 */
export function readMessageText<T extends { readonly type: string }>(
  text: string,
  schema: z.ZodType<T>,
  requestOf: (message: T) => SignedRequest | undefined,
): T {
  const input = plainData(text);
  const message = readMessage({ schema, input, path: "message", ...KIND });
  if (requestOf(message) !== undefined) {
    const { request, signature } = asRecord(input);
    parseSignedRequest({ request, signature });
  }
  return message;
}

function plainData(text: string): unknown {
  // Half a surrogate pair has no bytes, so that nothing in which it stands can be hashed.
  let isWellFormed = text.isWellFormed();
  const look = (_key: string, value: unknown): unknown => {
    if (typeof value === "string" && !value.isWellFormed()) isWellFormed = false;
    return value;
  };
  try {
    const input: unknown = JSON.parse(text, text.includes("\\u") ? look : undefined);
    if (isWellFormed) return input;
  } catch {
    // Refused below.
  }
  const rule = "must be JSON, and all its texts Unicode";
  throw new InvalidInputError({ ...KIND, issues: [issue("message", text, rule)] });
}

function asRecord(input: unknown): Readonly<Record<"request" | "signature", unknown>> {
  return { request: undefined, signature: undefined, ...(typeof input === "object" ? input : {}) };
}
