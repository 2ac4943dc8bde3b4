import { InvalidInputError } from "../errors/InvalidInputError.ts";
import { checkFields } from "./checkFields.ts";
import type { TermSheet } from "./TermSheet.ts";
import { termSheetRules } from "./termSheetRules.ts";
import { termSheetSchema } from "./termSheetSchema.ts";

const draftSchema = termSheetSchema.partial().strip();

/**
 * Checks a term sheet: each field, and the rules between them, down to whether its dates give a coupon
 * schedule.
 *
 * @param input plain data, as `readDocument` returns it
 * @throws InvalidInputError (TERMS_INVALID) with every issue found, its path beginning with `terms`
 */
export function parseTermSheet(input: unknown): TermSheet {
  const path = "terms";
  const { value, draft, issues } = checkFields<TermSheet>({
    schema: termSheetSchema,
    draftSchema,
    input,
    path,
  });
  const all = [...issues, ...termSheetRules(draft, path)];
  if (value === undefined || all.length > 0) {
    throw new InvalidInputError({ code: "TERMS_INVALID", subject: "term sheet", issues: all });
  }
  return value;
}
