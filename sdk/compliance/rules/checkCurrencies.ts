import type { CurrenciesRule } from "../Guidelines.ts";
import { judged } from "./judged.ts";
import { listNames } from "./listNames.ts";
import type { RuleContext, RuleOutcome } from "./RuleContext.ts";
import { unknownFact } from "./unknownFact.ts";

/** Whether the bond may be bought in its currency, and paid for in that of the proposal. */
export function checkCurrencies({ eligible }: CurrenciesRule, { bond, proposal }: RuleContext): RuleOutcome {
  const limit = `one of ${listNames(eligible)}`;
  const own = bond?.currency;
  if (own === undefined) return unknownFact("the currency of the bond", limit);
  const value = listNames([...new Set([own, proposal.currency])]);
  return judged({
    isKept: eligible.includes(own) && eligible.includes(proposal.currency),
    value,
    limit,
    text: `The bond is in ${own} and paid for in ${proposal.currency}; eligible is ${limit}.`,
  });
}
