import type { Weight } from "../../sdk/planning/PlanNettingOptions.ts";
import { UsageError } from "./UsageError.ts";

/**
 * What a minor unit of each currency counts: JPY=1, USD=1.5.
 *
 * @throws UsageError when a text is anything else, or a currency occurs twice
 */
export function parseWeights(texts: readonly string[]): Readonly<Record<string, Weight>> {
  const weights: Record<string, Weight> = {};
  for (const text of texts) {
    const [, currency, whole, fraction = ""] = /^([A-Z]{3})=(\d{1,18})(?:\.(\d{1,9}))?$/.exec(text) ?? [];
    const numerator = BigInt(`${whole ?? "0"}${fraction}`);
    if (currency === undefined || numerator === 0n || weights[currency] !== undefined)
      throw new UsageError(
        `--weight "${text}" does not say what a currency counts.`,
        "Write each code once, with a number above zero of at most 9 decimals: JPY=1 USD=1.5",
      );
    weights[currency] = { numerator, denominator: 10n ** BigInt(fraction.length) };
  }
  return weights;
}
