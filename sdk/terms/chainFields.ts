import { getAddress, isAddress } from "ethers";
import { z } from "zod";

/** The fields that files and messages of signed data are made of. Every rule is one sentence for the back office. */

/** An account; with its checksum once it is read. */
export const addressField = text(
  (value) => value.startsWith("0x") && isAddress(value),
  "must be an address (0x and 40 digits)",
).transform((value) => getAddress(value));

/** A hash, an id or a salt. */
export const bytes32Field = text(
  (value) => /^0x[0-9a-f]{64}$/.test(value),
  "must be 0x and 64 hexadecimal digits in lower case",
);

/** A signature: of any length, since a contract wallet has its own; none at all is "0x". */
export const signatureField = text(
  (value) => /^0x([0-9a-f]{2})*$/.test(value),
  "must be bytes in hexadecimal: 0x and pairs of digits in lower case",
);

/** A whole number, written as a text of digits so that no program rounds it. */
export function wholeField(least: bigint, most: bigint): z.ZodType<bigint> {
  const rule = `must be the digits in quotes of a whole number from ${least} to ${most}`;
  return text((value) => isWithin(value, least, most), rule).transform(BigInt);
}

/** Somebody's own words, if any. */
export function wordsField(most: number): z.ZodType<string> {
  return text((value) => value.length <= most, `must be a text of at most ${most} characters`);
}

function isWithin(value: string, least: bigint, most: bigint): boolean {
  if (!/^(0|-?[1-9]\d{0,39})$/.test(value)) return false;
  const number = BigInt(value);
  return number >= least && number <= most;
}

function text(isRight: (value: string) => boolean, rule: string): z.ZodType<string> {
  const error = ({ input }: { readonly input?: unknown }): string =>
    input === undefined ? `is required: ${rule}` : rule;
  return z.string({ error }).refine(isRight, { error: rule, abort: true });
}
