import { z } from "zod";

import { partyIdField, textField } from "../terms/fields.ts";

/** The fields that only guidelines have; `fields.ts` has the others. Every rule is one sentence for people. */

const MOST_MINUTES = 10_080;

/** The name of a rule within its guidelines, as waivers name it. */
export const ruleIdField = pattern(
  /^[a-z][a-z0-9-]{0,31}$/,
  "must be a lower-case letter, then at most 31 lower-case letters, digits or hyphens",
);

/** An ESG label. */
export const labelField = pattern(
  /^[a-z][a-z-]{0,31}$/,
  'must be a label in lower-case letters and hyphens, such as "green"',
);

/** The grade of a rating. */
export const gradeField = pattern(/^\S{1,16}$/, 'must be a grade of 1 to 16 signs, such as "AA-"');

/** For how many minutes something holds: a week at most. */
export const minutesField = z.unknown().transform((value, context): number => {
  const isWhole = typeof value === "bigint" || (typeof value === "number" && Number.isSafeInteger(value));
  if (isWhole && value >= 1 && value <= MOST_MINUTES) return Number(value);
  const rule = `must be a whole number of minutes from 1 to ${MOST_MINUTES}`;
  const message = value === undefined ? `is required: ${rule}` : rule;
  context.issues.push({ code: "custom", input: value, message });
  return z.NEVER;
});

/** Party ids, each once. */
export const partyIdsField = namesField(partyIdField);

/** Names of rating agencies, each once. */
export const agenciesField = namesField(textField);

/** A list of at least one name, each once. */
export function namesField(field: z.ZodType<string>): z.ZodType<readonly string[]> {
  return z
    .array(field)
    .min(1, "must be a list of at least one item")
    .superRefine((names, context) => {
      names.forEach((name, index) => {
        if (names.indexOf(name) === index) return;
        context.addIssue({ code: "custom", path: [index], message: "must be named once only" });
      });
    })
    .readonly();
}

function pattern(form: RegExp, rule: string): z.ZodType<string> {
  const error = ({ input }: { readonly input?: unknown }): string =>
    input === undefined ? `is required: ${rule}` : rule;
  return z.string({ error }).regex(form, rule);
}
