import type { AllotmentRecord } from "../../../sdk/client/readers/offeringAllotments.ts";
import { formatMoney } from "../../../sdk/encoding/formatMoney.ts";
import { allotmentAmount } from "../../../sdk/offering/allotmentAmount.ts";
import type { Allocation } from "../../../sdk/offering/allocate.ts";
import type { Allotment } from "../../../sdk/offering/Allotment.ts";
import type { BookOrder } from "../../../sdk/offering/BookOrder.ts";
import { compareAllocations } from "../../../sdk/offering/compareAllocations.ts";
import type { Pricing } from "../../../sdk/offering/Pricing.ts";
import type { JobContext } from "../JobContext.ts";
import type { OfferingCase } from "./OfferingCase.ts";
import { OUTCOME_WORDS, placeOf, sellerWords } from "./offeringWords.ts";

/** What `tellAllocation` shows. */
export interface ToldAllocation {
  readonly pricing: Pricing;
  readonly orders: readonly BookOrder[];
  readonly byRule: Allocation;
  readonly given: readonly Allotment[];
}

/** Shows who is given what, beside what the rule gives. */
export function tellAllocation(
  { reporter, names }: Pick<JobContext, "reporter" | "names">,
  { terms, scenario }: OfferingCase,
  { pricing, orders, byRule, given }: ToldAllocation,
): void {
  const { currency } = scenario.terms;
  const { pricePerUnit } = pricing;
  const comparison = compareAllocations({ rule: byRule.allotments, manual: given });
  const rows = byRule.allotments.map((each) => {
    const { position, investor, units: byTheRule, askedUnits, outcome } = each;
    const units = given.find((one) => one.position === position)?.units ?? 0n;
    const firm = orders.find((one) => one.position === position)?.order.firm ?? "";
    const amount = allotmentAmount({ terms, units, pricePerUnit });
    return { position, investor, firm, askedUnits, byRule: byTheRule, outcome, units, amount };
  });
  const count = (units: bigint): string => (units === 0n ? "-" : units.toString());
  reporter.table(
    ["order", "investor\nfrom", "asked", "by the rule", "given", "diff.", `pays ${currency}`],
    rows.map(({ position, investor, firm, askedUnits, byRule: rule, outcome, units, amount }) => [
      placeOf(position),
      `${names(investor) ?? investor}\n${sellerWords(firm, names)}`,
      count(askedUnits),
      `${count(rule)}\n${OUTCOME_WORDS[outcome]}`,
      count(units),
      signed(units - rule),
      amount === 0n ? "-" : formatMoney(amount, currency),
    ]),
    [0, 2, 3, 4, 5, 6],
  );
  const { unitsMore, unitsLess, total } = comparison;
  reporter.say(
    unitsMore + unitsLess === 0n
      ? `${total.unitsGiven} of ${terms.units} units, exactly by the rule.`
      : `${total.unitsGiven} of ${terms.units} units; ${unitsMore} more than by the rule for some, ${unitsLess} fewer for others.`,
  );
  reporter.data("allocation", { rows, comparison });
}

/** Shows who was given what, from the chain alone: the orders are not at hand. */
export function tellAllotted(
  { reporter, names }: Pick<JobContext, "reporter" | "names">,
  { scenario }: OfferingCase,
  allotments: readonly AllotmentRecord[],
): void {
  const { currency } = scenario.terms;
  reporter.table(
    ["order", "investor", "from", "units", `pays ${currency}`],
    allotments.map(({ position, trade }) => [
      placeOf(position),
      names(trade.buyer) ?? trade.buyer,
      names(trade.seller) ?? trade.seller,
      trade.quantity.toString(),
      formatMoney(trade.amount, currency),
    ]),
    [0, 3, 4],
  );
  reporter.say("The orders are not at hand: what the rule gives cannot be shown beside it (--orders).");
}

function signed(units: bigint): string {
  if (units === 0n) return "";
  return units > 0n ? `+${units}` : units.toString();
}
