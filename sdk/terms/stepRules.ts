import { formatDecimal } from "../bonds/formatDecimal.ts";
import { parseDecimal } from "../bonds/parseDecimal.ts";
import { parseSignedDecimal } from "../bonds/parseSignedDecimal.ts";
import { RATE_DECIMALS } from "../bonds/types.ts";
import type { InputIssue } from "../errors/InvalidInputError.ts";
import { issue } from "./issue.ts";
import type { ScheduledTerms } from "./ScheduledTerms.ts";

/**
 * The rules of steps: each changes a coupon that there is, is decided before the holders of that coupon are fixed, and
 * all steps down together leave a fixed rate at zero or above.
 */
export function stepRules(given: ScheduledTerms): readonly InputIssue[] {
  return [...couponRules(given), ...rateRules(given)];
}

function couponRules({ terms, schedule, path }: ScheduledTerms): readonly InputIssue[] {
  return (terms.steps ?? []).flatMap(({ firstPayment, decideBy }, index) => {
    const at = `${path}.steps[${index}]`;
    const period = schedule.periods[firstPayment - 1];
    if (period === undefined) {
      const rule = `must be at most ${schedule.periods.length}, the number of the last coupon`;
      return [issue(`${at}.firstPayment`, firstPayment, rule)];
    }
    if (decideBy < schedule.issueDate)
      return [issue(`${at}.decideBy`, decideBy, `must not be before the issue date ${schedule.issueDate}`)];
    if (decideBy <= period.recordDate) return [];
    const rule = `must not be after the record date ${period.recordDate} of coupon ${firstPayment}, the first it changes`;
    return [issue(`${at}.decideBy`, decideBy, rule)];
  });
}

function rateRules({ terms, path }: ScheduledTerms): readonly InputIssue[] {
  const { couponRatePercent, floating, steps = [] } = terms;
  if (couponRatePercent === undefined || floating !== undefined) return [];
  let left = parseDecimal(couponRatePercent, RATE_DECIMALS);
  return steps.flatMap(({ stepPercent }, index) => {
    const step = parseSignedDecimal(stepPercent, RATE_DECIMALS);
    const before = left;
    if (step < 0n) left += step;
    if (step >= 0n || left >= 0n) return [];
    const shown = formatDecimal(before < 0n ? 0n : before, RATE_DECIMALS);
    const rule = `must not bring the rate below zero: the steps down before it leave ${shown} percent`;
    return [issue(`${path}.steps[${index}].stepPercent`, stepPercent, rule)];
  });
}
