import { parseDecimal } from "../bonds/parseDecimal.ts";
import { RATE_DECIMALS } from "../bonds/types.ts";

/**
 * Reads a yearly rate that may be below zero, as reference rates have been: "-0.1" is -100000.
 *
 * @param text percent, at most RATE_DECIMALS decimals, with a minus sign in front when below zero
 * @returns units of 10^-6 percent
 * @throws InvalidDecimalError when the text is anything else
 */
export function parseRate(text: string): bigint {
  return text.startsWith("-")
    ? -parseDecimal(text.slice(1), RATE_DECIMALS)
    : parseDecimal(text, RATE_DECIMALS);
}
