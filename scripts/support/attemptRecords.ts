import { isAddress } from "ethers";
import { z } from "zod";

const reason = z.strictObject({
  code: z.string().regex(/^[A-Z]{4}$/, "must be four capital letters"),
  account: z
    .string()
    .refine((value) => isAddress(value), "must be an address (0x and 40 digits)")
    .optional(),
});
const attempt = z.strictObject({
  at: z
    .string()
    .regex(/^\d+$/, "must be digits")
    .transform((digits) => BigInt(digits)),
  reasons: z.array(reason).readonly(),
});

/** What is written down about attempts to settle that the chain has no record of, by the trade's id. */
export const attemptRecords = z.record(z.string(), z.array(attempt).readonly());

/** What is written down about attempts to settle that the chain has no record of, by the trade's id. */
export type AttemptRecords = Readonly<z.infer<typeof attemptRecords>>;
