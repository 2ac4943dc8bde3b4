import type { LabelsRule } from "../Guidelines.ts";
import { judged } from "./judged.ts";
import { listNames } from "./listNames.ts";
import type { RuleContext, RuleOutcome } from "./RuleContext.ts";
import { unknownFact } from "./unknownFact.ts";

/** Whether the bond has the ESG labels that it needs to be bought. */
export function checkLabels({ need, required }: LabelsRule, { bond }: RuleContext): RuleOutcome {
  const limit = `${need} of ${listNames(required)}`;
  const labels = bond?.labels;
  if (labels === undefined) return unknownFact("the ESG labels of the bond", limit);
  const has = (label: string): boolean => labels.includes(label);
  const isKept = need === "any" ? required.some(has) : required.every(has);
  const value = listNames(labels);
  return judged({ isKept, value, limit, text: `The label needed is ${limit}; the bond has ${value}.` });
}
