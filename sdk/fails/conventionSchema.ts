import { z } from "zod";

import { amountField, currencyField, dateField, rateField, textField } from "../terms/fields.ts";
import { SIDES } from "../trade/Trade.ts";
import {
  CHARGED_DAYS,
  DAYS_IN_YEAR,
  ROUNDED,
  ROUNDING_DIRECTIONS,
  THRESHOLD_BOUNDS,
  THRESHOLD_SCOPES,
} from "./FailsConvention.ts";

const LONGEST_SOURCE = 500;
const SOURCE_RULE = `must be a text of 1 to ${LONGEST_SOURCE} characters without blanks at its ends`;

/** Where a parameter is from; longer than other texts, since it cites documents. */
const sourceField = z
  .string({ error: ({ input }) => (input === undefined ? `is required: ${SOURCE_RULE}` : SOURCE_RULE) })
  .refine(
    (value) => value.length >= 1 && value.length <= LONGEST_SOURCE && value.trim() === value,
    SOURCE_RULE,
  );

const daysInYearField = z.literal(DAYS_IN_YEAR);

const rateSchema = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({
      kind: z.literal("spread"),
      percent: rateField,
      floorPercent: rateField,
      daysInYear: daysInYearField,
    }),
    z.strictObject({
      kind: z.literal("reference"),
      floorPercent: rateField,
      daysInYear: daysInYearField,
    }),
    z.strictObject({ kind: z.literal("fixed"), basisPointsPerDay: rateField }),
  ],
  { error: "must be one of spread, reference, fixed" },
);

/** The fields of a parameter set, each by itself. */
export const parametersSchema = z.strictObject({
  effectiveFrom: dateField,
  source: sourceField,
  assumption: sourceField.optional(),
  rate: rateSchema,
  chargedDays: z.enum(CHARGED_DAYS),
  rounding: z.strictObject({
    of: z.enum(ROUNDED),
    unit: amountField,
    direction: z.enum(ROUNDING_DIRECTIONS),
  }),
  claimThreshold: z
    .strictObject({
      amount: amountField,
      reached: z.enum(THRESHOLD_BOUNDS),
      scope: z.enum(THRESHOLD_SCOPES),
    })
    .optional(),
});

/** The fields of a convention, each by itself; its parameter sets are checked one by one. */
export const conventionSchema = z.strictObject({
  name: textField,
  currency: currencyField.optional(),
  chargedSides: z.array(z.enum(SIDES)).min(1, "must name at least one side").readonly(),
  parameters: z.unknown().optional(),
});
