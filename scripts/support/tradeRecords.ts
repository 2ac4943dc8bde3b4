import { isAddress, isHexString } from "ethers";
import { z } from "zod";

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
    }),
    signatures: z.strictObject({ seller: hex.optional(), buyer: hex.optional() }),
  }),
);

/** What is written down about trades, by their reference. */
export type TradeRecords = Readonly<z.infer<typeof tradeRecords>>;

/** What is written down about one trade. */
export type TradeRecord = TradeRecords[string];
