import { z } from "zod";

import { parseDecimal } from "../../bonds/parseDecimal.ts";
import { RATE_DECIMALS } from "../../bonds/types.ts";
import { InvalidInputError } from "../../errors/InvalidInputError.ts";
import type { InputIssue } from "../../errors/InvalidInputError.ts";
import { checkFields } from "../../terms/checkFields.ts";
import { checkList } from "../../terms/checkList.ts";
import { currencyField, dateField, rateField, signedRateField } from "../../terms/fields.ts";
import { issue } from "../../terms/issue.ts";
import type { Curve, CurvePoint } from "./Curve.ts";

/** The name and the version of a file of a yield curve. */
export const CURVE_FORMAT = "kessai-curve";
export const CURVE_VERSION = 1;

/** Decimals of years, as of yields. */
export const YEAR_DECIMALS = RATE_DECIMALS;

const MOST_YEARS = 100n * 10n ** BigInt(YEAR_DECIMALS);

const yearsField = rateField.refine((value) => {
  const years = parseDecimal(value, YEAR_DECIMALS);
  return years > 0n && years <= MOST_YEARS;
}, "must be above zero and at most 100 years");

const pointSchema = z.strictObject({ years: yearsField, yieldPercent: signedRateField });
const draftSchema = pointSchema.partial().strip();
const fileSchema = z.strictObject({
  format: z.literal(CURVE_FORMAT),
  version: z.union([z.literal(CURVE_VERSION), z.literal(BigInt(CURVE_VERSION))], {
    error: `must be ${CURVE_VERSION}`,
  }),
  currency: currencyField,
  asOf: dateField,
  points: z.unknown().optional(),
});
const fileDraftSchema = fileSchema.partial().strip();

/**
 * Checks a file of a yield curve: `format`, `version`, `currency`, `asOf`, and `points`, a list of `years` and `yieldPercent` in
 * which the years rise.
 *
 * @param input plain data, as `readDocument` returns it
 * @throws InvalidInputError (CURVE_INVALID) with every issue found, its path beginning with `curve`
 */
export function parseCurve(input: unknown): Curve {
  const file = checkFields({ schema: fileSchema, draftSchema: fileDraftSchema, input, path: "curve" });
  let before = 0n;
  const list = checkList<CurvePoint>({
    input: file.draft.points,
    path: "curve.points",
    unique: [],
    checkItem: (item, path) => {
      const checked = checkFields<CurvePoint>({ schema: pointSchema, draftSchema, input: item, path });
      const { years } = checked.draft;
      const rules: InputIssue[] = [];
      if (years !== undefined) {
        const here = parseDecimal(years, YEAR_DECIMALS);
        if (here <= before)
          rules.push(issue(`${path}.years`, years, "must be above those of the point before"));
        before = here;
      }
      return { ...checked, issues: [...checked.issues, ...rules] };
    },
  });
  const issues = [...file.issues, ...list.issues];
  if (file.value === undefined || issues.length > 0) {
    throw new InvalidInputError({ code: "CURVE_INVALID", subject: "yield curve", issues });
  }
  const { currency, asOf } = file.value;
  return { currency, asOf, points: list.values };
}
