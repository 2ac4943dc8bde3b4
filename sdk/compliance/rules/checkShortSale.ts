import { formatAmount } from "../../encoding/formatAmount.ts";
import type { FundPosition } from "../ComplianceFacts.ts";
import type { ShortSaleRule } from "../Guidelines.ts";
import { faceHeld } from "./faceHeld.ts";
import { judged } from "./judged.ts";
import type { RuleContext, RuleOutcome } from "./RuleContext.ts";
import { unknownFact } from "./unknownFact.ts";

/** Whether the fund has what it sells, and has it free. */
export function checkShortSale(_rule: ShortSaleRule, { proposal, face, fund }: RuleContext): RuleOutcome {
  const positions = fund?.positions;
  const held = faceHeld(positions, proposal.isin);
  const free = faceHeld(positions?.map(asFree), proposal.isin);
  if (held === undefined || free === undefined)
    return unknownFact("what the fund holds and has free of the issue", "");
  const most = free < held ? free : held;
  return judged({
    isKept: face <= most,
    value: face.toString(),
    limit: most.toString(),
    text:
      `The fund would sell a face of ${formatAmount(face)}; it holds ${formatAmount(held)}, of which ` +
      `${formatAmount(most)} is free (空売りの禁止).`,
  });
}

/** The position with what is free as its face. */
function asFree({ isin, freeFace }: FundPosition): FundPosition {
  return { isin, face: freeFace };
}
