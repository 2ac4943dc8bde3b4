import { InvalidInputError } from "../errors/InvalidInputError.ts";
import { checkFields } from "./checkFields.ts";
import type { TermSheet } from "./TermSheet.ts";
import { termSheetRules } from "./termSheetRules.ts";
import { floatingTermSheetSchema, termSheetSchema, zeroCouponTermSheetSchema } from "./termSheetSchema.ts";

/** Which fields are required depends on how the bond bears interest. */
const SCHEMAS = {
  fixed: { schema: termSheetSchema, draftSchema: termSheetSchema.partial().strip() },
  floating: { schema: floatingTermSheetSchema, draftSchema: floatingTermSheetSchema.partial().strip() },
  zeroCoupon: { schema: zeroCouponTermSheetSchema, draftSchema: zeroCouponTermSheetSchema.partial().strip() },
} as const;

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
    ...SCHEMAS[kindOf(input)],
    input,
    path,
  });
  const all = [...issues, ...termSheetRules(draft, path)];
  if (value === undefined || all.length > 0) {
    throw new InvalidInputError({ code: "TERMS_INVALID", subject: "term sheet", issues: all });
  }
  return value;
}

function kindOf(input: unknown): keyof typeof SCHEMAS {
  if (typeof input !== "object" || input === null) return "fixed";
  if ("zeroCoupon" in input && input.zeroCoupon === true) return "zeroCoupon";
  return "floating" in input && input.floating !== undefined ? "floating" : "fixed";
}
