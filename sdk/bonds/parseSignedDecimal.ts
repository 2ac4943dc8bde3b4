import { InvalidDecimalError } from "../errors/InvalidDecimalError.ts";
import { parseDecimal } from "./parseDecimal.ts";

/**
 * Reads a plain decimal number that may be negative, such as a margin or the fixing of an index: "-0.1" with 6 decimals is
 * -100000. Otherwise as `parseDecimal`.
 *
 * @throws InvalidDecimalError when the text is anything else
 */
export function parseSignedDecimal(text: string, decimals: number): bigint {
  if (!text.startsWith("-")) return parseDecimal(text, decimals);
  try {
    return -parseDecimal(text.slice(1), decimals);
  } catch {
    throw new InvalidDecimalError(text, decimals);
  }
}
