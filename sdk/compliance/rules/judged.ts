import type { RuleOutcome } from "./RuleContext.ts";

/** What a rule found. */
export interface Finding {
  readonly isKept: boolean;
  readonly value: string;
  readonly limit: string;
  readonly text: string;
}

/** The outcome of a rule whose facts are all known. */
export function judged({ isKept, value, limit, text }: Finding): RuleOutcome {
  return { status: isKept ? "passed" : "breached", value, limit, text };
}
