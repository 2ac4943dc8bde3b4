import type { DealersRule } from "../Guidelines.ts";
import { judged } from "./judged.ts";
import { listNames } from "./listNames.ts";
import type { RuleContext, RuleOutcome } from "./RuleContext.ts";
import { unknownFact } from "./unknownFact.ts";

/** Whether everybody who may become the counterparty is approved. */
export function checkDealers({ approved }: DealersRule, { proposal, dealerOf }: RuleContext): RuleOutcome {
  const limit = `only ${listNames(approved)}`;
  const dealers = proposal.dealers.map(dealerOf);
  const known = dealers.filter((dealer) => dealer !== undefined);
  const refused = known.filter((dealer) => !approved.includes(dealer));
  if (refused.length > 0) {
    const text = `Not approved as counterparty: ${listNames(refused)}.`;
    return judged({ isKept: false, value: listNames(known), limit, text });
  }
  if (dealers.length === 0) return unknownFact("who is to be dealt with", limit);
  const nameless = proposal.dealers.filter((account) => dealerOf(account) === undefined);
  if (nameless.length > 0) return unknownFact(`who ${listNames(nameless)} is`, limit);
  const text = `All dealers are approved: ${listNames(known)}.`;
  return judged({ isKept: true, value: listNames(known), limit, text });
}
