import { paymentIndexOf } from "../bonds/paymentIndexOf.ts";
import { percentOf } from "../bonds/percentOf.ts";
import type { Amortisation } from "../bonds/kinds.ts";
import type { InputIssue } from "../errors/InvalidInputError.ts";
import { issue } from "./issue.ts";
import type { ScheduledTerms } from "./ScheduledTerms.ts";

/**
 * The rules of amortisation: whole minor units of every bond, on coupon dates in order, leaving some face for the
 * redemption at maturity.
 */
export function amortisationRules(given: ScheduledTerms): readonly InputIssue[] {
  const parts = given.terms.amortisation ?? [];
  const issues = parts.flatMap((_part, index) => [
    ...dateRules(given, parts, index),
    ...amountRules(given, index),
  ]);
  return issues.length > 0 ? issues : totalRules(given, parts);
}

function dateRules(
  { dates, path }: ScheduledTerms,
  parts: readonly Amortisation[],
  index: number,
): readonly InputIssue[] {
  const at = `${path}.amortisation[${index}]`;
  const { date, payment } = parts[index] ?? {};
  if (date === undefined && payment === undefined)
    return [issue(`${at}.date`, undefined, "is required: give the coupon's date, or its number as payment")];
  const [field, value] = date === undefined ? ["payment", payment] : ["date", date];
  if (date !== undefined && payment !== undefined)
    return [issue(`${at}.payment`, payment, "must be left out: the coupon is named by its date")];
  const place = paymentIndexOf({ date, payment }, dates);
  const last = dates.length - 1;
  if (place < 0 || place > last) {
    const rule =
      date === undefined ? `the bond has ${dates.length} coupons` : "must be a coupon date, not moved";
    return [issue(`${at}.${field}`, value, rule)];
  }
  if (place === last) {
    const rule = "must be before the last coupon: what is left is repaid at maturity without being listed";
    return [issue(`${at}.${field}`, value, rule)];
  }
  const before = parts[index - 1];
  if (before === undefined || paymentIndexOf(before, dates) < place) return [];
  return [issue(`${at}.${field}`, value, `must be after that of amortisation[${index - 1}]`)];
}

function amountRules({ terms, path }: ScheduledTerms, index: number): readonly InputIssue[] {
  const at = `${path}.amortisation[${index}]`;
  const { percentOfFace, amountPerUnit } = terms.amortisation?.[index] ?? {};
  if (percentOfFace === undefined && amountPerUnit === undefined) {
    const rule = "is required: give a percentage, or an amount of each bond as amountPerUnit";
    return [issue(`${at}.percentOfFace`, undefined, rule)];
  }
  if (percentOfFace === undefined) return [];
  if (amountPerUnit !== undefined) {
    const rule = "must be left out: the part is given as percentOfFace";
    return [issue(`${at}.amountPerUnit`, amountPerUnit, rule)];
  }
  const { denomination } = terms;
  if (denomination === undefined || percentOf(percentOfFace, denomination).isWhole) return [];
  const rule = `must come to whole minor units of the denomination ${denomination}`;
  return [issue(`${at}.percentOfFace`, percentOfFace, rule)];
}

function totalRules({ terms, path }: ScheduledTerms, parts: readonly Amortisation[]): readonly InputIssue[] {
  const { denomination } = terms;
  if (denomination === undefined) return [];
  const total = parts.reduce(
    (sum, { amountPerUnit, percentOfFace }) =>
      sum + (amountPerUnit ?? percentOf(percentOfFace ?? "0", denomination).amount),
    0n,
  );
  if (total < denomination) return [];
  const rule = `must together be less than the denomination ${denomination}: some face is left for maturity`;
  return [issue(`${path}.amortisation`, total, rule)];
}
