import type { RuleOutcome } from "./RuleContext.ts";

/**
 * The outcome of a rule that cannot be held against facts, since they are missing.
 *
 * @param fact what is missing, such as "the issuer of the bond"
 * @param limit what the rule says
 */
export function unknownFact(fact: string, limit: string): RuleOutcome {
  return { status: "unknown", value: "", limit, text: `Not known: ${fact}. The rule counts as breached.` };
}
