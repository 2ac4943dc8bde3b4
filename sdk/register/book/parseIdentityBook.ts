import { getAddress, isAddress, isHexString } from "ethers";
import { z } from "zod";

import { InvalidInputError } from "../../errors/InvalidInputError.ts";
import { leiField, textField } from "../../terms/fields.ts";
import { bookFields, pledgeFields } from "./bookFields.ts";
import { BOOK_FORMAT, BOOK_VERSION } from "./IdentityBook.ts";
import type { IdentityBook } from "./IdentityBook.ts";

const entrySchema = z.strictObject({
  account: z
    .string()
    .refine((value) => isAddress(value), "must be an address (0x and 40 digits)")
    .transform((value) => getAddress(value)),
  salt: z.string().refine((value): boolean => isHexString(value, 32), "must be 32 bytes, hexadecimal"),
  legalName: textField,
  nameJa: textField.optional(),
  lei: leiField,
  ...bookFields,
  pledges: z.array(pledgeFields).readonly(),
});

const bookSchema = z.strictObject({
  format: z.literal(BOOK_FORMAT),
  version: z.literal(BOOK_VERSION),
  entries: z.array(entrySchema).readonly(),
});

/**
 * Reads the text of an open book. What is wrong is told by its place alone: nothing of a book appears in an error.
 *
 * @throws InvalidInputError (IDENTITY_BOOK_INVALID)
 */
export function parseIdentityBook(text: string): IdentityBook {
  const result = bookSchema.safeParse(parsed(text));
  if (result.success) return { entries: result.data.entries };
  throw new InvalidInputError({
    code: "IDENTITY_BOOK_INVALID",
    subject: "identity book",
    issues: result.error.issues.map(({ path, message }) => ({
      path: ["book", ...path.map(String)].join("."),
      value: "(not shown)",
      rule: message,
    })),
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
