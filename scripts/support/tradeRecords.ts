import { isAddress, isHexString } from "ethers";
import { z } from "zod";

import { dateField } from "../../sdk/terms/fields.ts";

const hex = z.string().refine((value): boolean => isHexString(value), "must be hexadecimal");
const account = z.string().refine((value) => isAddress(value), "must be an address (0x and 40 digits)");
const whole = z
  .string()
  .regex(/^\d+$/, "must be digits")
  .transform((digits) => BigInt(digits));

/** What is written down about trades, by their reference, before anything is sent. */
export const tradeRecords = z.record(
  z.string(),
  z.strictObject({
    id: hex,
    trade: z.strictObject({
      isin: z.string(),
      currency: z.string(),
      settlementBank: account,
      seller: account,
      buyer: account,
      quantity: whole,
      amount: whole,
      tradeDate: whole,
      settleFrom: whole,
      settleBy: whole,
      venue: account,
      sequence: whole,
      commonReference: z.string(),
      minimumPart: whole.default(0n),
    }),
    signatures: z.strictObject({ seller: hex.optional(), buyer: hex.optional() }),
    /** Of a payment that claims a fails charge: the failed trade, and the days from the first until the one after the last. */
    charge: z
      .strictObject({ trade: hex, convention: z.string(), from: dateField, until: dateField })
      .optional(),
    /** A part whose settlement was begun, so that a run that is interrupted does not settle it twice. */
    part: z.strictObject({ quantity: whole, settledBefore: whole }).optional(),
  }),
);

/** What is written down about trades, by their reference. */
export type TradeRecords = Readonly<z.infer<typeof tradeRecords>>;

/** What is written down about one trade. */
export type TradeRecord = TradeRecords[string];
