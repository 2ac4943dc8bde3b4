import { z } from "zod";

import { InvalidInputError } from "../../errors/InvalidInputError.ts";
import { checkFields } from "../../terms/checkFields.ts";
import { checkList } from "../../terms/checkList.ts";
import { partyIdField } from "../../terms/fields.ts";
import { bookFields, pledgeFields } from "./bookFields.ts";

const detailSchema = z.strictObject({
  party: partyIdField,
  ...bookFields,
  pledges: z.array(pledgeFields).readonly().optional(),
});
const draftSchema = detailSchema.partial().strip();
const fileSchema = z.strictObject({ holders: z.unknown().optional() });
const fileDraftSchema = fileSchema.partial().strip();

/** What the registrar has written down of a party besides its name: address, tax note, trust, pledges. */
export type BookDetails = Readonly<z.infer<typeof detailSchema>>;

/**
 * Checks a file of details: `holders`, a list in which no party occurs twice.
 *
 * @param input plain data, as `readDocument` returns it
 * @throws InvalidInputError (BOOK_DETAILS_INVALID) with every issue found
 */
export function parseBookDetails(input: unknown): readonly BookDetails[] {
  const file = checkFields({ schema: fileSchema, draftSchema: fileDraftSchema, input, path: "file" });
  const list = checkList<BookDetails>({
    input: file.draft.holders,
    path: "holders",
    checkItem: (item, path) =>
      checkFields<BookDetails>({ schema: detailSchema, draftSchema, input: item, path }),
    unique: ["party"],
  });
  const issues = [...file.issues, ...list.issues];
  if (issues.length === 0) return list.values;
  throw new InvalidInputError({ code: "BOOK_DETAILS_INVALID", subject: "file of details", issues });
}
