import { isHexString, keccak256, toUtf8Bytes } from "ethers";
import { z } from "zod";

import { canonicalJson } from "../../encoding/canonicalJson.ts";
import { isinField } from "../../terms/fields.ts";
import { RegisterPrintAlteredError } from "../errors/RegisterPrintAlteredError.ts";
import { RegisterPrintUnreadableError } from "../errors/RegisterPrintUnreadableError.ts";
import { REGISTER_FORMAT, REGISTER_VERSION } from "../registerContent.ts";
import { PRINT_FORMAT, PRINT_VERSION } from "./registerJson.ts";

/** What a print says of itself, its hash being that of its content. */
export interface VerifiedPrint {
  readonly hash: string;
  readonly isin: string;
  readonly chainId: bigint;
  readonly asOf: bigint;
  readonly blockNumber: number;
  readonly blockHash: string;
}

const hash = z.string().refine((value): boolean => isHexString(value, 32));
const whole = z.string().regex(/^\d+$/).transform(BigInt);
const printSchema = z.object({
  format: z.literal(PRINT_FORMAT),
  version: z.literal(PRINT_VERSION),
  hash,
  register: z.json(),
});
const contentSchema = z.object({
  format: z.literal(REGISTER_FORMAT),
  version: z.literal(REGISTER_VERSION),
  chainId: whole,
  asOf: whole,
  block: z.object({ number: z.int().min(0), hash }),
  bond: z.object({ isin: isinField }),
});

/**
 * Computes the hash of a JSON print again.
 *
 * @param name the file's name for messages
 * @throws RegisterPrintUnreadableError when it is no print of a version that is known here
 * @throws RegisterPrintAlteredError when its content has another hash than it says
 */
export function verifyRegisterPrint({
  name,
  text,
}: {
  readonly name: string;
  readonly text: string;
}): VerifiedPrint {
  const print = printSchema.safeParse(parsed(text));
  if (!print.success) throw new RegisterPrintUnreadableError(name);
  const content = contentSchema.safeParse(print.data.register);
  if (!content.success) throw new RegisterPrintUnreadableError(name);
  const actual = keccak256(toUtf8Bytes(canonicalJson(print.data.register)));
  if (actual !== print.data.hash)
    throw new RegisterPrintAlteredError({ name, said: print.data.hash, actual });
  const { bond, block, chainId, asOf } = content.data;
  return { hash: actual, isin: bond.isin, chainId, asOf, blockNumber: block.number, blockHash: block.hash };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
