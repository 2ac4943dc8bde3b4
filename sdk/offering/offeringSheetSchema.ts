import { z } from "zod";

import {
  amountField,
  dateField,
  isinField,
  partyIdField,
  priceField,
  signedRateField,
  textField,
  timeField,
} from "../terms/fields.ts";
import { INVESTOR_CLASSES } from "../terms/Party.ts";
import { feeField, momentField, refusedField } from "./offeringFields.ts";
import { MAX_MEMBERS } from "./OfferingSheet.ts";
import { FAILURE_RULES, OFFERING_METHODS, PLACEMENTS } from "./OfferingTerms.ts";

/**
 * Source: Financial Instruments and Exchange Act, article 159(3), which is about listed financial instruments on an
 * exchange and securities traded over the counter (店頭売買有価証券), and refers to a Cabinet Order (its articles 20 ff.).
 */
const NO_STABILISATION =
  "trading to peg, fix or stabilise a price (安定操作) is regulated by article 159(3) of the Financial Instruments and " +
  "Exchange Act: for securities listed on an exchange or traded over the counter (店頭売買有価証券) it is allowed only as " +
  "the Cabinet Order says; bonds here are neither, and an offering settles the units that it allotted and nothing else";

const NO_OVER_ALLOTMENT =
  "an offering allots at most the units offered, so that nothing is sold short and no option is needed to cover it";

const tierField = z.strictObject({
  name: textField,
  investors: z.array(partyIdField).min(1, "must be left out when there are none").readonly().optional(),
  classes: z
    .array(z.enum(INVESTOR_CLASSES))
    .min(1, "must be left out when there are none")
    .readonly()
    .optional(),
});

/** The fields of an offering sheet, each by itself. The price is `issuePricePer100`, or `priceRange` and `priceTick`. */
export const offeringSheetSchema = z.strictObject({
  isin: isinField,
  method: z.enum(OFFERING_METHODS),
  placement: z.enum(PLACEMENTS),
  ifPaymentFails: z.enum(FAILURE_RULES),
  totalAmount: amountField,
  minimumAmount: amountField,
  issuePricePer100: priceField.optional(),
  priceRange: z.strictObject({ floor: priceField, cap: priceField }).optional(),
  priceTick: priceField.optional(),
  feePer100: feeField,
  bookOpens: momentField,
  bookCloses: momentField,
  pricingDate: dateField,
  paymentDate: dateField,
  failAfter: timeField,
  cutOff: timeField,
  cutOffDate: dateField.optional(),
  lockUpUntil: dateField.optional(),
  issuerLockUpUntil: dateField.optional(),
  referenceYieldPercent: signedRateField.optional(),
  syndicate: z
    .array(z.strictObject({ firm: partyIdField, amount: amountField }))
    .min(1, "must name the lead manager at least")
    .max(MAX_MEMBERS, `must be at most ${MAX_MEMBERS} firms`)
    .readonly(),
  allocation: z.strictObject({ lotAmount: amountField, tiers: z.array(tierField).readonly() }),
  stabilisation: refusedField(NO_STABILISATION),
  overAllotment: refusedField(NO_OVER_ALLOTMENT),
});

/** An offering sheet whose fields are right by themselves. */
export type WrittenSheet = z.output<typeof offeringSheetSchema>;
