import { z } from "zod";

import { addressField } from "../../../sdk/terms/chainFields.ts";
import { amountField, partyIdField } from "../../../sdk/terms/fields.ts";
import { parseMoment } from "../advanceTo.ts";
import { CENTRE } from "../centre.ts";

/** The fields of options and files of the jobs around funds and tickets. Every rule is one sentence for people. */

const MOMENT_RULE = "must be a moment in Tokyo: YYYY-MM-DDTHH:MM, or YYYY-MM-DD for the start of a day";

/** A moment, in seconds since 1970-01-01T00:00:00Z. */
export const momentField = z.unknown().transform((value, context): bigint => {
  if (typeof value === "string") {
    try {
      return parseMoment(value, CENTRE);
    } catch {
      // Said below.
    }
  }
  const message = value === undefined ? `is required: ${MOMENT_RULE}` : MOMENT_RULE;
  context.issues.push({ code: "custom", input: value, message });
  return z.NEVER;
});

/** An amount in minor units, zero or more; read as a whole number or as its digits, commas between thousands allowed. */
export const wholeAmountField = z.unknown().transform((value, context): bigint => {
  if (value === 0n || value === "0") return 0n;
  const result = amountField.safeParse(value);
  if (result.success) return result.data;
  const rule = 'must be a whole amount, zero or more, such as 100000000 or "100,000,000"';
  const message = value === undefined ? `is required: ${rule}` : rule;
  context.issues.push({ code: "custom", input: value, message });
  return z.NEVER;
});

/** The account of a person or a fund: its name in the address book, or its address. */
export const accountField = z
  .string({ error: "must be a name of the address book, or an address (0x and 40 digits)" })
  .refine(
    (value) => partyIdField.safeParse(value).success || addressField.safeParse(value).success,
    "must be a name of the address book, or an address (0x and 40 digits)",
  );

/** The name of a fund: that of a party in the address book, and at most 31 characters, which is what the chain takes. */
export const fundField = partyIdField.refine(
  (name) => name.length <= 31,
  "must have at most 31 characters: the chain takes no more",
);

/** Why something is done, in somebody's own words. */
export const reasonField = z
  .string({ error: "is required: must say why" })
  .transform((words) => words.trim())
  .refine((words) => words.length >= 1 && words.length <= 1000, "must say why in 1 to 1,000 characters");
