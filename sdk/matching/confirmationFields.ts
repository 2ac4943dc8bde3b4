import { getAddress, isAddress } from "ethers";
import { z } from "zod";

import { parseInstant } from "./parseInstant.ts";

/** The fields that only confirmations have; `fields.ts` has the others. Every rule is one sentence for people. */

/** An amount in minor units that may be zero or negative; read as a whole number or as its digits. */
export const signedAmountField = amount(
  (value) => typeof value === "bigint",
  'must be a whole amount, such as 14246, 0 or "-1,200"',
);

/** An amount in minor units, zero or more; read as a whole number or as its digits. */
export const feeAmountField = amount(
  (value) => typeof value === "bigint" && value >= 0n,
  'must be a whole amount of zero or more, such as 0 or "25,000"',
);

/** A moment with its time zone. */
export const instantField = text(
  (value) => instantOf(value) !== undefined,
  'must be a moment with its time zone, such as "2022-09-15T15:00:00+09:00"',
).transform((value) => parseInstant(value));

const PLACE = /^eip155:([1-9]\d{0,31}):(0x[0-9a-fA-F]{40})$/;

/** Where a trade settles; with the checksum of the contract once it is read. */
export const placeField = text(
  (value) => isAddress(PLACE.exec(value)?.[2] ?? ""),
  "must be a place of settlement: eip155:, the chain id, a colon and the address of the contract",
).transform((value) => value.slice(0, -42) + getAddress(value.slice(-42)));

/** A version of a file, of which there is the first only; YAML gives it as bigint. */
export const firstVersionField = z.union([z.literal(1), z.literal(1n)], { error: "must be 1" });

function amount(isRight: (value: bigint | undefined) => boolean, rule: string): z.ZodType<bigint> {
  return z.unknown().transform((value, context): bigint => {
    const whole = wholeValue(value);
    if (whole !== undefined && isRight(whole)) return whole;
    const message = value === undefined ? `is required: ${rule}` : rule;
    context.issues.push({ code: "custom", input: value, message });
    return z.NEVER;
  });
}

function wholeValue(value: unknown): bigint | undefined {
  if (typeof value === "bigint") return value;
  if (typeof value === "number") return Number.isSafeInteger(value) ? BigInt(value) : undefined;
  if (typeof value !== "string") return undefined;
  return /^-?(0|[1-9]\d*|[1-9]\d{0,2}(,\d{3})+)$/.test(value) ? BigInt(value.replaceAll(",", "")) : undefined;
}

function instantOf(value: string): bigint | undefined {
  try {
    return parseInstant(value);
  } catch {
    return undefined;
  }
}

function text(isRight: (value: string) => boolean, rule: string): z.ZodType<string> {
  const error = ({ input }: { readonly input?: unknown }): string =>
    input === undefined ? `is required: ${rule}` : rule;
  return z.string({ error }).refine(isRight, { error: rule, abort: true });
}
