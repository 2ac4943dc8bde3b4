import { formatAmount } from "../../encoding/formatAmount.ts";
import type { LotsRule } from "../Guidelines.ts";
import { aboveZero } from "./aboveZero.ts";
import { judged } from "./judged.ts";
import type { RuleContext, RuleOutcome } from "./RuleContext.ts";
import { unknownFact } from "./unknownFact.ts";

/** Whether every share of the fund is a whole number of bonds. */
export function checkLots(_rule: LotsRule, { bond, faces }: RuleContext): RuleOutcome {
  const denomination = aboveZero(bond?.denomination);
  if (denomination === undefined) return unknownFact("the denomination of the bond", "");
  const broken = faces.filter((face) => face % denomination !== 0n);
  const shown = (broken.length === 0 ? faces : broken).map(formatAmount).join(" and ");
  const verdict = broken.length === 0 ? "comes to" : "does not come to";
  return judged({
    isKept: broken.length === 0,
    value: faces.join(", "),
    limit: denomination.toString(),
    text: `A face of ${shown} ${verdict} whole bonds of ${formatAmount(denomination)} (各社債の金額).`,
  });
}
