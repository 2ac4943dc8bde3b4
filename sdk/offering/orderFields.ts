import { getAddress, isAddress } from "ethers";
import { z } from "zod";

import { isinField } from "../terms/fields.ts";
import { NO_SPREAD_LIMIT } from "./Order.ts";

/** Units and prices are uint112 on the chain. */
const MOST_UNITS = 2n ** 112n - 1n;
const MOST_OFFERINGS = 2n ** 32n - 1n;
const MOST_SPREAD = -NO_SPREAD_LIMIT - 1n;

const addressField = text(isAddress, "must be an address (0x and 40 digits)").transform((value) =>
  getAddress(value),
);

/** The fields of an order as a file has them: whole numbers are texts of digits, so that no program rounds them. */
export const orderFields = {
  isin: isinField,
  offering: wholeField(0n, MOST_OFFERINGS),
  investor: addressField,
  firm: addressField,
  units: wholeField(1n, MOST_UNITS),
  minimumUnits: wholeField(1n, MOST_UNITS),
  maximumPrice: wholeField(1n, MOST_UNITS),
  minimumSpreadE8: wholeField(NO_SPREAD_LIMIT, MOST_SPREAD),
  salt: text((value) => /^0x[0-9a-f]{64}$/.test(value), "must be 0x and 64 hexadecimal digits in lower case"),
};

/** The signature under an order: of any length, since a contract wallet has its own; none at all is "0x". */
export const signatureField = text(
  (value) => /^0x([0-9a-f]{2})*$/.test(value),
  "must be bytes in hexadecimal: 0x and pairs of digits in lower case",
);

function wholeField(least: bigint, most: bigint): z.ZodType<bigint> {
  const rule = `must be the digits in quotes of a whole number from ${least} to ${most}`;
  return text((value) => isWithin(value, least, most), rule).transform(BigInt);
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
