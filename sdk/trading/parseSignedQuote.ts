import { signedQuoteSchema } from "./messageSchemas.ts";
import type { SignedQuote } from "./Quote.ts";
import { readMessage } from "./readMessage.ts";

/**
 * Checks a quote with its signature as it comes over the wire (`writtenSignedQuote`): every field by itself. Whether its dealer has
 * signed it, `isQuoteSigned` tells.
 *
 * @param input plain data, as JSON.parse returns it
 * @throws InvalidInputError (QUOTE_INVALID) with every issue found, its path beginning with `message`
 */
export function parseSignedQuote(input: unknown): SignedQuote {
  const kind = { code: "QUOTE_INVALID", subject: "signed quote" };
  return readMessage({ schema: signedQuoteSchema, input, path: "message", ...kind });
}
