import { formatMoney } from "../../encoding/formatMoney.ts";
import type { TicketSizeRule } from "../Guidelines.ts";
import { judged } from "./judged.ts";
import type { RuleContext, RuleOutcome } from "./RuleContext.ts";
import { unknownFact } from "./unknownFact.ts";

/** Whether the order, or the fund's share of it, is neither too small nor too large. */
export function checkTicketSize({ of, limits }: TicketSizeRule, context: RuleContext): RuleOutcome {
  const { proposal, bond } = context;
  const currency = bond?.currency;
  if (currency === undefined) return unknownFact("the currency of the bond", "");
  const own = limits.find((limit) => limit.currency === currency);
  if (own === undefined) return unknownFact(`what size an order in ${currency} may have`, "");
  const { minimumFace = 0n, maximumFace } = own;
  const face =
    of === "fund" ? context.face : proposal.split.reduce((sum, { faceAmount }) => sum + faceAmount, 0n);
  const limit = `${minimumFace} to ${maximumFace ?? "any"}`;
  const whose = of === "fund" ? "The fund's share" : "The ticket";
  const money = (amount: bigint): string => `${currency} ${formatMoney(amount, currency)}`;
  const most = maximumFace === undefined ? "" : `, at most ${money(maximumFace)}`;
  return judged({
    isKept: face >= minimumFace && (maximumFace === undefined || face <= maximumFace),
    value: face.toString(),
    limit,
    text: `${whose} is of ${money(face)} face (額面); it must be at least ${money(minimumFace)}${most}.`,
  });
}
