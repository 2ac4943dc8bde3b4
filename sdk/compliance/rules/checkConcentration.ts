import { parseDecimal } from "../../bonds/parseDecimal.ts";
import { PRICE_DECIMALS } from "../../bonds/types.ts";
import type { FundPosition } from "../ComplianceFacts.ts";
import { formatPercent } from "../formatPercent.ts";
import type { ConcentrationRule } from "../Guidelines.ts";
import { percentE7 } from "../percentE7.ts";
import { aboveZero } from "./aboveZero.ts";
import { cashNeeded } from "./cashNeeded.ts";
import { judged } from "./judged.ts";
import { notNegative } from "./notNegative.ts";
import type { RuleContext, RuleOutcome } from "./RuleContext.ts";
import { unknownFact } from "./unknownFact.ts";

/**
 * Whether the bonds of the issuer are, after the purchase, no larger a part of the fund's net assets than allowed: their market
 * value, and the most that the purchase may cost. Net assets stay as they are, since cash becomes bonds.
 */
export function checkConcentration({ maximumPercent }: ConcentrationRule, context: RuleContext): RuleOutcome {
  const { proposal, face, bond, fund } = context;
  const limit = formatPercent(parseDecimal(maximumPercent, PRICE_DECIMALS));
  const issuer = bond?.issuer;
  if (issuer === undefined) return unknownFact("the issuer of the bond", limit);
  const denomination = aboveZero(bond?.denomination);
  if (denomination === undefined) return unknownFact("the denomination of the bond", limit);
  const netAssets = aboveZero(fund?.netAssets);
  if (netAssets === undefined) return unknownFact("the fund's net assets", limit);
  if (fund?.currency !== proposal.currency)
    return unknownFact(`the fund's net assets in ${proposal.currency}`, limit);
  const held = valueOf(fund.positions, { isin: proposal.isin, issuer });
  if (held === undefined) return unknownFact("the issuer and market value of every position", limit);

  const before = formatPercent(percentE7(held, netAssets));
  const part = percentE7(held + cashNeeded({ proposal, face, denomination }), netAssets);
  const value = formatPercent(part);
  return judged({
    isKept: part <= parseDecimal(maximumPercent, PRICE_DECIMALS),
    value,
    limit,
    text:
      `Bonds of ${issuer} would be ${value} % of net assets after the purchase, ${before} % before ` +
      `(同一発行体の組入比率); at most ${limit} % is allowed.`,
  });
}

/** Market value of the issuer's bonds, this one whatever the position says; nothing when it cannot be told. */
function valueOf(
  positions: readonly FundPosition[] | undefined,
  { isin, issuer }: { readonly isin: string; readonly issuer: string },
): bigint | undefined {
  return positions?.reduce<bigint | undefined>((sum, position) => {
    const own = position.isin === isin ? issuer : position.issuer;
    if (sum === undefined || own === undefined) return undefined;
    if (own !== issuer) return sum;
    const value = notNegative(position.marketValue);
    return value === undefined ? undefined : sum + value;
  }, 0n);
}
