import { lastNoticeDay } from "../bonds/lastNoticeDay.ts";
import { percentOf } from "../bonds/percentOf.ts";
import type { InputIssue } from "../errors/InvalidInputError.ts";
import { issue } from "./issue.ts";
import type { OptionContext } from "./optionRules.ts";

/**
 * The rules of a partial redemption pro rata: it repays face together with a coupon, at 100, to the holders of that
 * coupon's record date, so notice ends by then.
 */
export function proRataRules({ option, at, schedule, terms, centres }: OptionContext): readonly InputIssue[] {
  const { date, pricePer100, noticeDays } = option;
  const issues: InputIssue[] = [];
  const period = schedule.periods.slice(0, -1).find(({ paymentDate }) => paymentDate === date);
  if (period === undefined || terms.zeroCoupon === true) {
    const rule =
      "must be the payment date of a coupon before the last: pro rata, face is repaid with a coupon";
    issues.push(issue(`${at}.date`, date, rule));
  } else if (lastNoticeDay(option, centres) > period.recordDate) {
    const field = noticeDays === undefined ? "noticeBusinessDays" : "noticeDays";
    const rule = `must put the last day of notice on or before the record date ${period.recordDate}`;
    issues.push(issue(`${at}.${field}`, option[field], rule));
  }
  if (pricePer100 !== undefined && percentOf(pricePer100, 10n ** 9n).amount !== 10n ** 9n) {
    const rule = "must be 100 or left out: a redemption pro rata repays face";
    issues.push(issue(`${at}.pricePer100`, pricePer100, rule));
  }
  return issues;
}
