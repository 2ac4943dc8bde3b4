import type { GuidelineRule } from "../Guidelines.ts";
import { checkCash } from "./checkCash.ts";
import { checkConcentration } from "./checkConcentration.ts";
import { checkCurrencies } from "./checkCurrencies.ts";
import { checkDealers } from "./checkDealers.ts";
import { checkHolding } from "./checkHolding.ts";
import { checkIssuers } from "./checkIssuers.ts";
import { checkLabels } from "./checkLabels.ts";
import { checkLots } from "./checkLots.ts";
import { checkRating } from "./checkRating.ts";
import { checkShortSale } from "./checkShortSale.ts";
import { checkTenor } from "./checkTenor.ts";
import { checkTicketSize } from "./checkTicketSize.ts";
import { notApplicable } from "./notApplicable.ts";
import type { RuleContext, RuleOutcome } from "./RuleContext.ts";
import { unknownFact } from "./unknownFact.ts";

const PURCHASE_RULES: readonly GuidelineRule["kind"][] = [
  "issuers",
  "rating",
  "labels",
  "currencies",
  "tenor",
  "issuerConcentration",
  "issueHolding",
  "cash",
];

/**
 * What comes of one rule for one fund. What a fund may have is asked when it buys: a bond that is no longer eligible may be sold.
 * Lots, sizes and dealers are asked on both sides.
 */
export function checkRule(rule: GuidelineRule, context: RuleContext): RuleOutcome {
  const { fund, proposal } = context;
  const buys = proposal.side === "buyer";
  if (rule.kind === "shortSale" && buys)
    return notApplicable("The fund buys: it delivers nothing that it could be short of.");
  if (PURCHASE_RULES.includes(rule.kind) && !buys)
    return notApplicable("The fund sells: what it may have and spend is asked when it buys.");
  if (rule.funds !== undefined) {
    if (fund === undefined) return unknownFact("which fund this is, and whether the rule is for it", "");
    if (!rule.funds.includes(fund.id)) return notApplicable(`The rule is not for the fund ${fund.id}.`);
  }
  return outcomeOf(rule, context);
}

function outcomeOf(rule: GuidelineRule, context: RuleContext): RuleOutcome {
  switch (rule.kind) {
    case "issuers":
      return checkIssuers(rule, context);
    case "rating":
      return checkRating(rule, context);
    case "labels":
      return checkLabels(rule, context);
    case "currencies":
      return checkCurrencies(rule, context);
    case "tenor":
      return checkTenor(rule, context);
    case "issuerConcentration":
      return checkConcentration(rule, context);
    case "issueHolding":
      return checkHolding(rule, context);
    case "lots":
      return checkLots(rule, context);
    case "ticketSize":
      return checkTicketSize(rule, context);
    case "dealers":
      return checkDealers(rule, context);
    case "shortSale":
      return checkShortSale(rule, context);
    case "cash":
      return checkCash(rule, context);
  }
}
