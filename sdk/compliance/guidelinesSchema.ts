import { z } from "zod";

import { currencyField, amountField, percentField, rateField, textField } from "../terms/fields.ts";
import {
  agenciesField,
  gradeField,
  labelField,
  minutesField,
  namesField,
  partyIdsField,
  ruleIdField,
} from "./guidelineFields.ts";
import { NEEDS, SIZES_OF } from "./Guidelines.ts";

const AT_LEAST_ONE = "must be a list of at least one item";

/** What every rule has. */
const base = {
  id: ruleIdField,
  funds: partyIdsField.optional(),
  source: textField.optional(),
};
const need = z.enum(NEEDS);

/** A rule of guidelines, each field by itself. */
const ruleSchema = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({
      ...base,
      kind: z.literal("issuers"),
      eligible: partyIdsField.optional(),
      excluded: partyIdsField.optional(),
    }),
    z.strictObject({
      ...base,
      kind: z.literal("rating"),
      need,
      minimum: z
        .array(z.strictObject({ agency: textField, grade: gradeField }))
        .min(1, AT_LEAST_ONE)
        .readonly(),
    }),
    z.strictObject({ ...base, kind: z.literal("labels"), need, required: namesField(labelField) }),
    z.strictObject({ ...base, kind: z.literal("currencies"), eligible: namesField(currencyField) }),
    z.strictObject({
      ...base,
      kind: z.literal("tenor"),
      minimumYears: rateField.optional(),
      maximumYears: rateField.optional(),
    }),
    z.strictObject({ ...base, kind: z.literal("issuerConcentration"), maximumPercent: percentField }),
    z.strictObject({ ...base, kind: z.literal("issueHolding"), maximumPercent: percentField }),
    z.strictObject({ ...base, kind: z.literal("lots") }),
    z.strictObject({
      ...base,
      kind: z.literal("ticketSize"),
      of: z.enum(SIZES_OF),
      limits: z
        .array(
          z.strictObject({
            currency: currencyField,
            minimumFace: amountField.optional(),
            maximumFace: amountField.optional(),
          }),
        )
        .min(1, AT_LEAST_ONE)
        .readonly(),
    }),
    z.strictObject({ ...base, kind: z.literal("dealers"), approved: partyIdsField }),
    z.strictObject({ ...base, kind: z.literal("shortSale") }),
    z.strictObject({ ...base, kind: z.literal("cash") }),
  ],
  {
    error:
      "must be one of issuers, rating, labels, currencies, tenor, issuerConcentration, issueHolding, lots, ticketSize, " +
      "dealers, shortSale, cash",
  },
);

/** The fields of guidelines, each by itself. */
export const guidelinesSchema = z.strictObject({
  name: textField,
  validMinutes: minutesField,
  ratingScales: z
    .array(z.strictObject({ agencies: agenciesField, grades: namesField(gradeField) }))
    .min(1, AT_LEAST_ONE)
    .readonly()
    .optional(),
  rules: z.array(ruleSchema).min(1, AT_LEAST_ONE).readonly(),
});

/** Guidelines whose fields are right by themselves. */
export type WrittenGuidelines = z.output<typeof guidelinesSchema>;
