import type { InputIssue } from "../errors/InvalidInputError.ts";
import { issue } from "./issue.ts";
import type { ScheduledTerms } from "./ScheduledTerms.ts";

/** Most coupons that a bond's contract keeps (`ScheduleRules.MAX_REGULAR`). */
const MAX_COUPONS = 240;

/** The rules by which a bond's contract can pay its coupons: not too many, each to holders fixed before it is due. */
export function paymentLimitRules({ terms, schedule, path }: ScheduledTerms): readonly InputIssue[] {
  const { periods } = schedule;
  const issues: InputIssue[] = [];
  if (periods.length > MAX_COUPONS) {
    const rule = `must give at most ${MAX_COUPONS} coupons over the bond's life, and gives ${periods.length}`;
    issues.push(issue(`${path}.couponsPerYear`, terms.couponsPerYear, rule));
  }
  const late = periods.find(({ recordDate, paymentDate }) => recordDate >= paymentDate);
  if (late !== undefined) {
    const days = terms.recordDateRule?.businessDaysBeforePayment;
    const rule = `must put every record date before its payment, and puts one on ${late.recordDate}: holders are fixed first`;
    issues.push(issue(`${path}.recordDateRule.businessDaysBeforePayment`, days, rule));
  }
  return issues;
}
