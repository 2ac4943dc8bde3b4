import { percentOf } from "../bonds/percentOf.ts";
import { principalPayments } from "../bonds/principalPayments.ts";
import type { InputIssue } from "../errors/InvalidInputError.ts";
import { issue } from "./issue.ts";
import type { ScheduledTerms } from "./ScheduledTerms.ts";

/**
 * The rules of the redemption price: whole minor units for each bond, and 100 where partial redemptions pro rata can
 * change how much face is left.
 */
export function redemptionRules({ terms, dates, path }: ScheduledTerms): readonly InputIssue[] {
  const { denomination, amortisation, redemptionPricePer100: price, options = [] } = terms;
  if (denomination === undefined || price === undefined) return [];
  const left =
    principalPayments({ denomination, amortisation, dates }).at(-1)?.principalPerUnit ?? denomination;
  const { amount, isWhole } = percentOf(price, left);
  if (!isWhole) {
    const rule = `must come to whole minor units of the face ${left} of one bond that is left at maturity`;
    return [issue(`${path}.redemptionPricePer100`, price, rule)];
  }
  const proRata = options.findIndex(({ kind }) => kind === "callProRata");
  if (proRata === -1 || amount === left) return [];
  const rule = `must be 100: how much face is left at maturity depends on options[${proRata}], a redemption pro rata`;
  return [issue(`${path}.redemptionPricePer100`, price, rule)];
}
