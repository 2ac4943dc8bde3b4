import { z } from "zod";

import { parseDecimal } from "../bonds/parseDecimal.ts";
import { PRICE_DECIMALS } from "../bonds/types.ts";
import { amountField, dayCountField, percentField, priceField } from "../terms/fields.ts";

const exact = z.strictObject({ kind: z.literal("exact") });
const absolute = z.strictObject({ kind: z.literal("absolute"), value: amountField });
const relative = z.strictObject({ kind: z.literal("relative"), percent: percentField });
const days = z.strictObject({ kind: z.literal("days"), days: dayCountField });
const absolutePrice = z.strictObject({
  kind: z.literal("absolute"),
  value: priceField.transform((value) => parseDecimal(value, PRICE_DECIMALS)),
});

const ofText = z.discriminatedUnion("kind", [exact], { error: "must be one of exact" }).optional();
const ofNumber = z
  .discriminatedUnion("kind", [exact, absolute, relative], {
    error: "must be one of exact, absolute, relative",
  })
  .optional();
const ofPrice = z
  .discriminatedUnion("kind", [exact, absolutePrice, relative], {
    error: "must be one of exact, absolute, relative",
  })
  .optional();
const ofDate = z
  .discriminatedUnion("kind", [exact, days], { error: "must be one of exact, days" })
  .optional();
const ofMoment = z
  .discriminatedUnion("kind", [exact, absolute, days], { error: "must be one of exact, absolute, days" })
  .optional();

/** The tolerance of each field: of the kinds that the field has. */
export const toleranceSchema = z.strictObject({
  tolerances: z.strictObject({
    reference: ofText,
    isin: ofText,
    currency: ofText,
    side: ofText,
    seller: ofText,
    buyer: ofText,
    quantity: ofNumber,
    faceAmount: ofNumber,
    pricePer100: ofPrice,
    accrued: ofNumber,
    fee: ofNumber,
    amount: ofNumber,
    tradeDate: ofDate,
    settlementDate: ofDate,
    cutOff: ofMoment,
    settlementBank: ofText,
    place: ofText,
  }),
});
