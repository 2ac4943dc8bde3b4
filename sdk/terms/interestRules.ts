import { parseDecimal } from "../bonds/parseDecimal.ts";
import { RATE_DECIMALS } from "../bonds/types.ts";
import type { InputIssue } from "../errors/InvalidInputError.ts";
import type { Draft } from "./checkFields.ts";
import { issue } from "./issue.ts";
import type { TermSheet } from "./TermSheet.ts";

/** Fields that say how interest is calculated or paid, which a bond without coupons does not have. */
const COUPON_FIELDS = [
  "firstCouponDate",
  "lastRegularCouponDate",
  "rollDay",
  "dayCount",
  "stubRule",
  "accrual",
  "floating",
  "steps",
  "amortisation",
] as const;

/** The rules between the kinds of interest: a bond has coupons or none, and its rate is fixed or floats. */
export function interestRules(terms: Draft<TermSheet>, path: string): readonly InputIssue[] {
  return terms.zeroCoupon === true ? zeroCouponRules(terms, path) : floatingRules(terms, path);
}

function zeroCouponRules(terms: Draft<TermSheet>, path: string): readonly InputIssue[] {
  const rule = "must be left out: the bond has no coupons (zeroCoupon)";
  const { couponRatePercent, couponsPerYear = 1 } = terms;
  return [
    ...(isAboveZero(couponRatePercent) ? [issue(`${path}.couponRatePercent`, couponRatePercent, rule)] : []),
    ...(couponsPerYear === 1 ? [] : [issue(`${path}.couponsPerYear`, couponsPerYear, rule)]),
    ...COUPON_FIELDS.flatMap((field) =>
      terms[field] === undefined ? [] : [issue(`${path}.${field}`, terms[field], rule)],
    ),
  ];
}

function floatingRules(
  { floating, couponRatePercent }: Draft<TermSheet>,
  path: string,
): readonly InputIssue[] {
  if (floating === undefined) return [];
  const { floorPercent, capPercent } = floating;
  const issues: InputIssue[] = [];
  if (isAboveZero(couponRatePercent)) {
    const rule = "must be left out: the rate of a floating bond follows from its index";
    issues.push(issue(`${path}.couponRatePercent`, couponRatePercent, rule));
  }
  if (
    capPercent !== undefined &&
    parseDecimal(floorPercent ?? "0", RATE_DECIMALS) > parseDecimal(capPercent, RATE_DECIMALS)
  ) {
    issues.push(
      issue(`${path}.floating.floorPercent`, floorPercent, `must not be above the cap ${capPercent}`),
    );
  }
  return issues;
}

function isAboveZero(rate: string | undefined): boolean {
  return rate !== undefined && /[1-9]/.test(rate);
}
