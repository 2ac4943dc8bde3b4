import { z } from "zod";

import type { InputIssue } from "../../errors/InvalidInputError.ts";
import type { Draft } from "../../terms/checkFields.ts";
import { amountField } from "../../terms/fields.ts";
import { issue } from "../../terms/issue.ts";
import { QUOTE_KINDS } from "../../trading/Quote.ts";
import type { QuoteStyle } from "./QuoteStyle.ts";

/** The chain keeps units in 112 bits. */
const MOST_UNITS = 2n ** 112n - 1n;
const DAY = 86_400n;
/** The chain keeps the time for a last look in 16 bits. */
const LONGEST_LOOK = 2n ** 16n - 1n;

const unitsField = amountField.refine(
  (units) => units <= MOST_UNITS,
  "must be a number of units below 2^112",
);

/** The fields of a file that say how a dealer's quotes bind it; two of them may be left out. */
export const styleFields = {
  kind: z.enum(QUOTE_KINDS),
  validSeconds: amountField.refine((seconds) => seconds <= DAY, "must be at most 86,400 seconds, a day"),
  lastLookSeconds: amountField
    .refine((seconds) => seconds <= LONGEST_LOOK, "must be at most 65,535 seconds")
    .optional(),
  minimumUnits: unitsField.optional(),
  maximumUnits: unitsField,
};

/** The style as a file has it. */
export type WrittenStyle = Pick<QuoteStyle, "kind" | "validSeconds" | "maximumUnits"> & {
  readonly lastLookSeconds?: bigint | undefined;
  readonly minimumUnits?: bigint | undefined;
};

/** The rules between those fields. */
export function styleRules(
  { kind, lastLookSeconds, minimumUnits, maximumUnits }: Draft<WrittenStyle>,
  path: string,
): readonly InputIssue[] {
  const issues: InputIssue[] = [];
  if (lastLookSeconds !== undefined && kind !== undefined && kind !== "single use") {
    const rule = `must be left out: a quote that is ${kind} is not confirmed`;
    issues.push(issue(`${path}.lastLookSeconds`, lastLookSeconds, rule));
  }
  if (minimumUnits !== undefined && maximumUnits !== undefined && minimumUnits > maximumUnits) {
    issues.push(issue(`${path}.minimumUnits`, minimumUnits, `must be at most ${maximumUnits}, maximumUnits`));
  }
  return issues;
}

/** The style with what was left out: a quote binds when it is accepted, and one unit is enough. */
export function styleOf({ lastLookSeconds = 0n, minimumUnits = 1n, ...style }: WrittenStyle): QuoteStyle {
  const { kind, validSeconds, maximumUnits } = style;
  return { kind, validSeconds, lastLookSeconds, minimumUnits, maximumUnits };
}
