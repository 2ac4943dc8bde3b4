import { readFileSync } from "node:fs";

import { z } from "zod";

const whole = z.string().transform((digits) => BigInt(digits));
const accrual = {
  source: z.string(),
  face: whole,
  ratePercent: z.string(),
  taxPercent: z.string().optional(),
  start: z.string(),
  settlement: z.string(),
};

const schema = z.object({
  coupon: z.array(
    z.object({
      source: z.string(),
      ratePercent: z.string(),
      numerator: whole,
      denominator: whole,
      perYen: z.string(),
      amounts: z.array(z.object({ face: whole, amount: whole })),
    }),
  ),
  accrued: z.array(z.object({ ...accrual, days: z.number(), per100: z.string(), amount: whole })),
  accruedCap: z.object({ ...accrual, halfCoupon: whole }),
  simpleYield: z.object({
    source: z.string(),
    ratePercent: z.string(),
    price: z.string(),
    settlement: z.string(),
    maturity: z.string(),
    yieldPercent: z.string(),
  }),
  preceding: z.array(z.object({ source: z.string(), unadjusted: z.string(), adjusted: z.string() })),
});

/**
 * The figures of test/vectors/japaneseBond.json, calculated apart from this library; each names its source.
 */
export const bondVectors = schema.parse(
  JSON.parse(readFileSync(new URL("../../vectors/japaneseBond.json", import.meta.url), "utf8")),
);
