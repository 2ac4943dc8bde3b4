import { getAddress, isAddress, isHexString } from "ethers";
import { z } from "zod";

import { orderFields } from "../../../sdk/offering/orderFields.ts";
import { signatureField } from "../../../sdk/terms/chainFields.ts";

const commitment = z.string().refine((value): boolean => isHexString(value, 32), "must be 0x and 64 digits");
const account = z
  .string()
  .refine((value) => isAddress(value), "must be an address (0x and 40 digits)")
  .transform((value) => getAddress(value));
const place = z
  .string()
  .regex(/^\d+$/, "must be digits")
  .transform((digits) => BigInt(digits));

/**
 * What is written down about orders, by their commitments: the book of the firms whose jobs work in this folder. An order is
 * here before its commitment is on the chain, since without its salt nobody could ever show it.
 */
export const orderRecords = z.record(
  commitment,
  z.strictObject({
    order: z.strictObject(orderFields),
    signature: signatureField,
    /** Who enters it: a firm, or the investor itself. */
    account,
    /** Its place in the book, from 0, once it was seen there. */
    position: place.optional(),
    /** Whether another order was seen in its place. */
    isReplaced: z.literal(true).optional(),
  }),
);

/** What is written down about orders, by their commitments. */
export type OrderRecords = Readonly<z.infer<typeof orderRecords>>;

/** What is written down about one order. */
export type OrderRecord = OrderRecords[string];
