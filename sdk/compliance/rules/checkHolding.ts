import { parseDecimal } from "../../bonds/parseDecimal.ts";
import { PRICE_DECIMALS } from "../../bonds/types.ts";
import { formatPercent } from "../formatPercent.ts";
import type { HoldingRule } from "../Guidelines.ts";
import { percentE7 } from "../percentE7.ts";
import { aboveZero } from "./aboveZero.ts";
import { faceHeld } from "./faceHeld.ts";
import { judged } from "./judged.ts";
import type { RuleContext, RuleOutcome } from "./RuleContext.ts";
import { unknownFact } from "./unknownFact.ts";

/** Whether the fund holds, after the purchase, no larger a part of the issue than allowed. */
export function checkHolding({ maximumPercent }: HoldingRule, context: RuleContext): RuleOutcome {
  const { proposal, face, bond, fund } = context;
  const limit = formatPercent(parseDecimal(maximumPercent, PRICE_DECIMALS));
  const outstanding = aboveZero(bond?.outstandingFace);
  if (outstanding === undefined) return unknownFact("the outstanding face of the issue", limit);
  const held = faceHeld(fund?.positions, proposal.isin);
  if (held === undefined) return unknownFact("what the fund holds of the issue", limit);
  const before = formatPercent(percentE7(held, outstanding));
  const part = percentE7(held + face, outstanding);
  const value = formatPercent(part);
  return judged({
    isKept: part <= parseDecimal(maximumPercent, PRICE_DECIMALS),
    value,
    limit,
    text:
      `The fund would hold ${value} % of the issue ${proposal.isin} after the purchase, ${before} % before ` +
      `(同一銘柄の保有割合); at most ${limit} % is allowed.`,
  });
}
