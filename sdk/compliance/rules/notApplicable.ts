import type { RuleOutcome } from "./RuleContext.ts";

/**
 * The outcome of a rule that says nothing about this trade of this fund.
 *
 * @param text why, as a sentence
 */
export function notApplicable(text: string): RuleOutcome {
  return { status: "not applicable", value: "", limit: "", text };
}
