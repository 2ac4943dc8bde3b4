import type { IssuersRule } from "../Guidelines.ts";
import { judged } from "./judged.ts";
import { listNames } from "./listNames.ts";
import type { RuleContext, RuleOutcome } from "./RuleContext.ts";
import { unknownFact } from "./unknownFact.ts";

/** Whether bonds of the issuer may be bought. */
export function checkIssuers({ eligible, excluded = [] }: IssuersRule, { bond }: RuleContext): RuleOutcome {
  const limit = [
    ...(eligible === undefined ? [] : [`one of ${listNames(eligible)}`]),
    ...(excluded.length === 0 ? [] : [`none of ${listNames(excluded)}`]),
  ].join(", ");
  const issuer = bond?.issuer;
  if (issuer === undefined) return unknownFact("the issuer of the bond", limit);
  const isListed = eligible === undefined || eligible.includes(issuer);
  const isExcluded = excluded.includes(issuer);
  const text = isExcluded
    ? `The issuer (発行会社) ${issuer} is excluded.`
    : `The issuer (発行会社) ${issuer} is ${isListed ? "" : "not "}eligible.`;
  return judged({ isKept: isListed && !isExcluded, value: issuer, limit, text });
}
