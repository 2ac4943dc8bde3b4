import { InvalidDecimalError } from "../errors/InvalidDecimalError.ts";

/**
 * Reads a plain decimal number as a whole number of its smallest unit: "1.483" with 6 decimals is 1483000.
 *
 * @param text digits with at most one point: no sign, no separators, no exponent, no superfluous leading zero
 * @param decimals how many decimals are allowed, and the power of ten of the result
 * @throws InvalidDecimalError when the text is anything else
 */
export function parseDecimal(text: string, decimals: number): bigint {
  const [whole = "", fraction = ""] = text.split(".");
  if (!/^(0|[1-9]\d*)(\.\d+)?$/.test(text) || fraction.length > decimals) {
    throw new InvalidDecimalError(text, decimals);
  }
  return BigInt(whole + fraction.padEnd(decimals, "0"));
}
