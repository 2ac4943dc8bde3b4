import { z } from "zod";

import { RATE_DECIMALS } from "../bonds/types.ts";
import { InvalidDecimalError } from "../errors/InvalidDecimalError.ts";
import { InvalidInputError } from "../errors/InvalidInputError.ts";
import { checkFields } from "../terms/checkFields.ts";
import { checkList } from "../terms/checkList.ts";
import { dateField } from "../terms/fields.ts";
import { parseRate } from "./parseRate.ts";
import type { ReferenceRate } from "./ReferenceRate.ts";

const RULE = `must be a decimal number in quotes with at most ${RATE_DECIMALS} decimals, such as "0.1" or "-0.1"`;

const rateSchema = z.strictObject({
  date: dateField,
  percent: z
    .string({ error: ({ input }) => (input === undefined ? `is required: ${RULE}` : RULE) })
    .refine(isRate, RULE),
});
const draftSchema = rateSchema.partial().strip();

/**
 * Checks a table of reference rates: a list of `date` and `percent`, in which no date occurs twice.
 *
 * @param input plain data, as `readDocument` returns it
 * @throws InvalidInputError (REFERENCE_RATES_INVALID) with every issue found, its path beginning with `rates`
 */
export function parseReferenceRates(input: unknown): readonly ReferenceRate[] {
  const { values, issues } = checkList<ReferenceRate>({
    input,
    path: "rates",
    unique: ["date"],
    checkItem: (item, path) =>
      checkFields<ReferenceRate>({ schema: rateSchema, draftSchema, input: item, path }),
  });
  if (issues.length > 0) {
    throw new InvalidInputError({
      code: "REFERENCE_RATES_INVALID",
      subject: "table of reference rates",
      issues,
    });
  }
  return values;
}

function isRate(text: string): boolean {
  try {
    parseRate(text);
    return true;
  } catch (error) {
    if (error instanceof InvalidDecimalError) return false;
    throw error;
  }
}
