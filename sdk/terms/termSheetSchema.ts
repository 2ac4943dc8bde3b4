import { z } from "zod";

import { COUPONS_PER_YEAR } from "../bonds/types.ts";
import type { CouponsPerYear } from "../bonds/types.ts";
import { BUSINESS_DAY_CONVENTIONS } from "../calendar/adjustDate.ts";
import { BUSINESS_CENTRES } from "../calendar/BusinessCentre.ts";
import {
  amountField,
  currencyField,
  dateField,
  dayCountField,
  isinField,
  partyIdField,
  priceField,
  rateField,
  sha256Field,
  textField,
} from "./fields.ts";
import { INVESTOR_CLASSES } from "./Party.ts";

const couponsPerYearField = dayCountField.refine(
  (count): count is CouponsPerYear => COUPONS_PER_YEAR.some((known) => known === count),
  `must be one of ${COUPONS_PER_YEAR.join(", ")}`,
);

/** The fields of a term sheet, each by itself. */
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
  maturityDate: dateField,
  firstCouponDate: dateField.optional(),
  lastRegularCouponDate: dateField.optional(),
  rollDay: dayCountField.optional(),
  businessDayConvention: z.enum(BUSINESS_DAY_CONVENTIONS),
  businessCentre: z.enum(BUSINESS_CENTRES),
  recordDateRule: z.strictObject({ businessDaysBeforePayment: dayCountField }),
  closedPeriodRule: z.strictObject({ businessDaysBeforeRedemption: dayCountField }),
  requiredInvestorClasses: z.array(z.enum(INVESTOR_CLASSES)).readonly(),
  underwriting: z.strictObject({ underwriter: partyIdField, issuePricePer100: priceField }),
  documents: z
    .array(z.strictObject({ name: textField, uri: textField, sha256: sha256Field }))
    .readonly()
    .optional(),
});
