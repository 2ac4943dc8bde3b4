import { UsageError } from "./UsageError.ts";

/**
 * The whole number above zero that an option gives; commas may stand between thousands.
 *
 * @throws UsageError when it is anything else
 */
export function parseWhole(option: string, text: string): bigint {
  const digits = /^[1-9]\d{0,2}(,\d{3})+$/.test(text) ? text.replaceAll(",", "") : text;
  if (/^[1-9]\d{0,37}$/.test(digits)) return BigInt(digits);
  throw new UsageError(
    `${option} is "${text}"; it must be a whole number above zero.`,
    "Write digits, with or without commas between thousands: 100000000 or 100,000,000.",
  );
}
