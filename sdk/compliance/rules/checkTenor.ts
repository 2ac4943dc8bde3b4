import { parseDecimal } from "../../bonds/parseDecimal.ts";
import { RATE_DECIMALS } from "../../bonds/types.ts";
import type { TenorRule } from "../Guidelines.ts";
import { residualYears } from "../residualYears.ts";
import type { ResidualYears } from "../residualYears.ts";
import { judged } from "./judged.ts";
import type { RuleContext, RuleOutcome } from "./RuleContext.ts";
import { unknownFact } from "./unknownFact.ts";

/** Whether the bond runs neither too short nor too long from the settlement date on. One that has fallen due is too short. */
export function checkTenor(
  { minimumYears, maximumYears }: TenorRule,
  { bond, proposal }: RuleContext,
): RuleOutcome {
  const limit = [
    ...(minimumYears === undefined ? [] : [`at least ${minimumYears} years`]),
    ...(maximumYears === undefined ? [] : [`at most ${maximumYears} years`]),
  ].join(", ");
  const maturity = bond?.maturityDate;
  if (maturity === undefined) return unknownFact("the maturity of the bond", limit);
  const residual = residualYears(proposal.settlementDate, maturity);
  if (residual === undefined) {
    const text = `The bond falls due on ${maturity}, not after its settlement on ${proposal.settlementDate}.`;
    return judged({ isKept: false, value: "0 years", limit, text });
  }
  const isLong = minimumYears === undefined || compare(residual, minimumYears) >= 0n;
  const isShort = maximumYears === undefined || compare(residual, maximumYears) <= 0n;
  const value = `${residual.years} years ${residual.days} days`;
  const text = `On ${proposal.settlementDate} the residual term (残存年数) is ${value}; it must be ${limit}.`;
  return judged({ isKept: isLong && isShort, value, limit, text });
}

/** Above zero when the term is longer than the bound, below when it is shorter. */
function compare({ years, days, daysInYear }: ResidualYears, bound: string): bigint {
  const scale = 10n ** BigInt(RATE_DECIMALS);
  const length = BigInt(years) * BigInt(daysInYear) + BigInt(days);
  return length * scale - parseDecimal(bound, RATE_DECIMALS) * BigInt(daysInYear);
}
