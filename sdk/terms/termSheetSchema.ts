import { z } from "zod";

import { INSTRUMENT_CLASSES, OPTION_KINDS } from "../bonds/kinds.ts";
import { ACCRUALS, COUPONS_PER_YEAR, DAY_COUNTS, STUB_RULES } from "../bonds/types.ts";
import type { CouponsPerYear } from "../bonds/types.ts";
import { BUSINESS_DAY_CONVENTIONS } from "../calendar/adjustDate.ts";
import { BUSINESS_CENTRES, PRINCIPAL_CENTRES } from "../calendar/BusinessCentre.ts";
import {
  amountField,
  couponNumberField,
  currencyField,
  dateField,
  dayCountField,
  flagField,
  graceDaysField,
  isinField,
  maturityField,
  noticeDaysField,
  partyIdField,
  percentField,
  priceField,
  rateField,
  sha256Field,
  signedRateField,
  textField,
} from "./fields.ts";
import { INVESTOR_CLASSES } from "./Party.ts";

/** Most options that a bond's contract keeps (`ScheduleRules.MAX_OPTIONS`). */
const MAX_OPTIONS = 200;

const EMPTY_RULE = "must be left out when there are none";

const couponsPerYearField = dayCountField.refine(
  (count): count is CouponsPerYear => COUPONS_PER_YEAR.some((known) => known === count),
  `must be one of ${COUPONS_PER_YEAR.join(", ")}`,
);

const floatingField = z.strictObject({
  index: textField,
  marginPercent: signedRateField,
  floorPercent: rateField.optional(),
  capPercent: rateField.optional(),
});

const stepField = z.strictObject({
  target: textField,
  decideBy: dateField,
  firstPayment: couponNumberField,
  stepPercent: signedRateField.refine((value) => /[1-9]/.test(value), "must not be zero"),
});

const amortisationField = z.strictObject({
  date: dateField.optional(),
  payment: couponNumberField.optional(),
  percentOfFace: percentField.optional(),
  amountPerUnit: amountField.optional(),
});

const optionField = z.strictObject({
  kind: z.enum(OPTION_KINDS),
  date: dateField,
  noticeDays: noticeDaysField.optional(),
  noticeBusinessDays: noticeDaysField.optional(),
  pricePer100: priceField.optional(),
});

const taxField = z.strictObject({
  instrumentClass: z.enum(INSTRUMENT_CLASSES).optional(),
  account: partyIdField.optional(),
  taxableRedemptionPercent: percentField.optional(),
});

/** The fields of a term sheet of a fixed-rate bond, each by itself. */
export const termSheetSchema = z.strictObject({
  isin: isinField,
  name: textField,
  nameJa: textField,
  issuer: partyIdField,
  fiscalAgent: partyIdField,
  registrar: partyIdField,
  currency: currencyField,
  totalAmount: amountField,
  denomination: amountField,
  couponRatePercent: rateField,
  couponsPerYear: couponsPerYearField,
  pricingDate: dateField,
  issueDate: dateField,
  maturityDate: maturityField,
  firstCouponDate: dateField.optional(),
  lastRegularCouponDate: dateField.optional(),
  rollDay: dayCountField.optional(),
  businessDayConvention: z.enum(BUSINESS_DAY_CONVENTIONS),
  businessCentre: z.enum(PRINCIPAL_CENTRES),
  recordDateRule: z.strictObject({ businessDaysBeforePayment: dayCountField }),
  closedPeriodRule: z.strictObject({ businessDaysBeforeRedemption: dayCountField }),
  requiredInvestorClasses: z.array(z.enum(INVESTOR_CLASSES)).readonly(),
  underwriting: z.strictObject({ underwriter: partyIdField, issuePricePer100: priceField }),
  documents: z
    .array(z.strictObject({ name: textField, uri: textField, sha256: sha256Field }))
    .readonly()
    .optional(),
  zeroCoupon: flagField.optional(),
  dayCount: z.enum(DAY_COUNTS).optional(),
  stubRule: z.enum(STUB_RULES).optional(),
  accrual: z.enum(ACCRUALS).optional(),
  jointCentres: z.array(z.enum(BUSINESS_CENTRES)).readonly().optional(),
  floating: floatingField.optional(),
  steps: z.array(stepField).min(1, EMPTY_RULE).readonly().optional(),
  amortisation: z.array(amortisationField).min(1, EMPTY_RULE).readonly().optional(),
  options: z
    .array(optionField)
    .min(1, EMPTY_RULE)
    .max(MAX_OPTIONS, `must be at most ${MAX_OPTIONS}`)
    .readonly()
    .optional(),
  redemptionPricePer100: priceField.optional(),
  gracePeriodDays: graceDaysField.optional(),
  tradesInDefault: flagField.optional(),
  tax: taxField.optional(),
  settlementBank: partyIdField.optional(),
});

/** The same for a floating-rate bond, whose rate follows from its index; giving one is refused by `interestRules`. */
export const floatingTermSheetSchema = termSheetSchema.extend({ couponRatePercent: rateField.default("0") });

/** The same for a bond without coupons. */
export const zeroCouponTermSheetSchema = floatingTermSheetSchema.extend({
  couponsPerYear: couponsPerYearField.default(1),
});
