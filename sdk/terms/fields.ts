import { z } from "zod";

import { parseDecimal } from "../bonds/parseDecimal.ts";
import { parseSignedDecimal } from "../bonds/parseSignedDecimal.ts";
import { PRICE_DECIMALS, RATE_DECIMALS } from "../bonds/types.ts";
import type { CalendarDate } from "../calendar/CalendarDate.ts";
import { isCalendarDate } from "../calendar/isCalendarDate.ts";
import { minorUnitDecimals } from "../identifiers/currencyCode.ts";
import { isinFault } from "../identifiers/isin.ts";
import { leiFault } from "../identifiers/lei.ts";

/** The fields that inputs are made of. Every rule is one sentence for the back office. */

/** A text of at least one character without blanks at its ends, at most 200 characters. */
export const textField = text((value) =>
  value.length >= 1 && value.length <= 200 && value.trim() === value
    ? undefined
    : "must be 1 to 200 characters without blanks at its ends",
);

/** The id of a party within the files. */
export const partyIdField = text((value) =>
  /^[a-z][a-z0-9-]{0,31}$/.test(value)
    ? undefined
    : "must be a party id: a lower-case letter, then at most 31 lower-case letters, digits or hyphens",
);

/** A reference in the character set that settlement systems share. */
export const referenceField = text((value) =>
  /^[A-Z0-9/-]{1,16}$/.test(value) && !/^\/|\/$|\/\//.test(value)
    ? undefined
    : "must be 1 to 16 of the characters A-Z, 0-9, / and -, without a slash at either end or two together",
);

/** ISO 6166. */
export const isinField = text(isinFault);

/** ISO 17442. */
export const leiField = text(leiFault);

/** ISO 4217. */
export const currencyField = text((value) =>
  succeeds(() => minorUnitDecimals(value))
    ? undefined
    : "must be the code of a currency in ISO 4217, such as JPY",
);

/** A yearly rate in percent. */
export const rateField = decimalText(RATE_DECIMALS, "1.483");

/** A margin or a change of a rate, in percent: it may be negative. */
export const signedRateField = decimalText(RATE_DECIMALS, "-0.25", parseSignedDecimal);

/** A part of something in percent: above zero, at most 100. */
export const percentField = decimalText(PRICE_DECIMALS, "12.5").refine(
  (value) => isPart(parseDecimal(value, PRICE_DECIMALS)),
  "must be above zero and at most 100",
);

/** A price per 100 of face, above zero. */
export const priceField = decimalText(PRICE_DECIMALS, "100.00").refine(
  (value) => /[1-9]/.test(value),
  "must be above zero",
);

/** HH:MM. */
export const timeField = text((value) =>
  /^([01]\d|2[0-3]):[0-5]\d$/.test(value)
    ? undefined
    : 'must be a time HH:MM on the 24-hour clock, such as "15:00"',
);

/** SHA-256 in hexadecimal. */
export const sha256Field = text((value) =>
  /^[0-9a-f]{64}$/.test(value) ? undefined : "must be 64 hexadecimal digits in lower case (SHA-256)",
);

const DATE_RULE = "must be a real calendar date written YYYY-MM-DD";

/** A calendar day. */
export const dateField = z.custom<CalendarDate>(isDate, required(DATE_RULE));

/** The day a bond falls due; a bond that never does is refused with the reason. */
export const maturityField = z.custom<CalendarDate>(isDate, {
  error: ({ input }) => (isNever(input) ? PERPETUAL_RULE : missingOr(input, DATE_RULE)),
});

const PERPETUAL_RULE =
  "must be a date: a perpetual bond (永久債) is not taken, since a bond is issued here only when everything it pays, " +
  "and every record date, is known and stored beforehand; name the latest date on which it is redeemed";

function isNever(value: unknown): boolean {
  return (
    value === null ||
    (typeof value === "string" && /^(perpetual|none|never|undated|永久)$/iu.test(value.trim()))
  );
}

function isDate(value: unknown): value is CalendarDate {
  return typeof value === "string" && isCalendarDate(value);
}

/**
 * An amount in minor units, above zero; read as a whole number or as its digits, commas between thousands
 * allowed.
 */
export const amountField = z.unknown().transform((value, context): bigint => {
  const amount = wholeValue(value);
  if (amount !== undefined && amount > 0n) return amount;
  context.issues.push({
    code: "custom",
    input: value,
    message: missingOr(value, 'must be a whole amount above zero, such as 100000000 or "100,000,000"'),
  });
  return z.NEVER;
});

/** A number of days, 0 to 31. */
export const dayCountField = wholeNumber(0, 31);

/** A number of days of grace, 0 to 365. */
export const graceDaysField = wholeNumber(0, 365);

/** A number of days of notice, 1 to 365. */
export const noticeDaysField = wholeNumber(1, 365);

/** The number of a coupon, from 1: at most one a month for a hundred years. */
export const couponNumberField = wholeNumber(1, 1200);

/** Yes or no. */
export const flagField = z.boolean(required("must be true or false"));

/** Makes the field for a text with a rule, which says what is wrong or `undefined`. */
function text(fault: (value: string) => string | undefined): z.ZodType<string> {
  return z.string(required("must be a text")).superRefine((value, context) => {
    const message = fault(value);
    if (message !== undefined) context.addIssue({ code: "custom", message });
  });
}

function decimalText(decimals: number, example: string, parse = parseDecimal): z.ZodType<string> {
  const rule = `must be a decimal number in quotes with at most ${decimals} decimals, such as "${example}"`;
  return z.string(required(rule)).refine((value) => succeeds(() => parse(value, decimals)), rule);
}

function isPart(percent: bigint): boolean {
  return percent > 0n && percent <= 100n * 10n ** BigInt(PRICE_DECIMALS);
}

function wholeNumber(least: number, most: number): z.ZodType<number> {
  return z.unknown().transform((value, context): number => {
    const count = typeof value === "string" ? undefined : wholeValue(value);
    if (count !== undefined && count >= BigInt(least) && count <= BigInt(most)) return Number(count);
    context.issues.push({
      code: "custom",
      input: value,
      message: missingOr(value, `must be a whole number from ${least} to ${most}`),
    });
    return z.NEVER;
  });
}

function wholeValue(value: unknown): bigint | undefined {
  if (typeof value === "bigint") return value >= 0n ? value : undefined;
  if (typeof value === "number") return Number.isSafeInteger(value) && value >= 0 ? BigInt(value) : undefined;
  if (typeof value !== "string") return undefined;
  return /^(0|[1-9]\d*|[1-9]\d{0,2}(,\d{3})+)$/.test(value) ? BigInt(value.replaceAll(",", "")) : undefined;
}

function succeeds(action: () => unknown): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}

function required(rule: string): { error: (issue: { readonly input?: unknown }) => string } {
  return { error: (issue) => missingOr(issue.input, rule) };
}

function missingOr(value: unknown, rule: string): string {
  return value === undefined ? `is required: ${rule}` : rule;
}
