import { faceLeftOn } from "../bonds/faceLeftOn.ts";
import type { RedemptionOption } from "../bonds/kinds.ts";
import { lastNoticeDay } from "../bonds/lastNoticeDay.ts";
import { percentOf } from "../bonds/percentOf.ts";
import { principalPayments } from "../bonds/principalPayments.ts";
import type { BusinessCentres } from "../calendar/BusinessCentre.ts";
import { isBusinessDay } from "../calendar/isBusinessDay.ts";
import { DateOutsideCalendarError } from "../errors/DateOutsideCalendarError.ts";
import type { InputIssue } from "../errors/InvalidInputError.ts";
import { issue } from "./issue.ts";
import { proRataRules } from "./proRataRules.ts";
import type { ScheduledTerms } from "./ScheduledTerms.ts";

/** What the rules of one option look at. */
export interface OptionContext extends ScheduledTerms {
  readonly option: RedemptionOption;
  /** Where the option stands. */
  readonly at: string;
  readonly centres: BusinessCentres;
}

/**
 * The rules of options to redeem early: paid on a business day between issue and redemption, never between a record date
 * and its payment; notice that can be given in time; whole minor units for each bond; in order of date.
 */
export function optionRules(given: ScheduledTerms): readonly InputIssue[] {
  const { terms, path } = given;
  const { options = [], businessCentre, jointCentres = [] } = terms;
  if (businessCentre === undefined) return [];
  const centres = [businessCentre, ...jointCentres];
  return options.flatMap((option, index) => {
    const context = { ...given, option, at: `${path}.options[${index}]`, centres };
    const dates = dateRules(context);
    if (dates.length > 0) return dates;
    const notice = [...orderRules(context, options[index - 1], index), ...noticeRules(context)];
    if (notice.length > 0) return notice;
    return option.kind === "callProRata" ? proRataRules(context) : priceRules(context);
  });
}

function dateRules({ option: { date }, at, centres, schedule }: OptionContext): readonly InputIssue[] {
  const { issueDate, redemptionDate, periods } = schedule;
  const refused = (rule: string): readonly InputIssue[] => [issue(`${at}.date`, date, rule)];
  if (date <= issueDate) return refused(`must be after the issue date ${issueDate}`);
  if (date >= redemptionDate)
    return refused(`must be before the redemption date ${redemptionDate}, on which the bond ends anyway`);
  if (!isBusinessDay(date, centres))
    return refused(`must be a business day in ${[centres].flat().join(" and ")}`);
  const closed = periods.find(({ recordDate, paymentDate }) => date > recordDate && date < paymentDate);
  if (closed === undefined) return [];
  return refused(
    `must not lie between the record date ${closed.recordDate} and the payment of ${closed.paymentDate}: ` +
      "the coupon already belongs to others",
  );
}

function orderRules(
  { option: { kind, date }, at }: OptionContext,
  before: RedemptionOption | undefined,
  index: number,
): readonly InputIssue[] {
  if (before === undefined || before.date < date) return [];
  if (before.date > date)
    return [issue(`${at}.date`, date, `must not be before that of options[${index - 1}]: list them by date`)];
  return before.kind === kind
    ? [issue(`${at}.date`, date, `must differ from that of options[${index - 1}], which is of the same kind`)]
    : [];
}

function noticeRules({ option, at, centres, schedule }: OptionContext): readonly InputIssue[] {
  const { noticeDays, noticeBusinessDays } = option;
  if (noticeDays === undefined && noticeBusinessDays === undefined) {
    const rule = "is required: give calendar days of notice, or business days as noticeBusinessDays";
    return [issue(`${at}.noticeDays`, undefined, rule)];
  }
  if (noticeDays !== undefined && noticeBusinessDays !== undefined) {
    const rule = "must be left out: the notice is given in calendar days";
    return [issue(`${at}.noticeBusinessDays`, noticeBusinessDays, rule)];
  }
  const field = noticeDays === undefined ? "noticeBusinessDays" : "noticeDays";
  const day = noticeDay(option, centres);
  if (day !== undefined && day >= schedule.issueDate) return [];
  const shown = day ?? "a day outside the calendar";
  const rule = `must leave time for notice: its last day would be ${shown}, before the issue date ${schedule.issueDate}`;
  return [issue(`${at}.${field}`, option[field], rule)];
}

function noticeDay(
  option: RedemptionOption,
  centres: BusinessCentres,
): ReturnType<typeof lastNoticeDay> | undefined {
  try {
    return lastNoticeDay(option, centres);
  } catch (error) {
    if (error instanceof DateOutsideCalendarError) return undefined;
    throw error;
  }
}

function priceRules({ option, at, terms, schedule, dates }: OptionContext): readonly InputIssue[] {
  const { date, pricePer100 } = option;
  const { denomination, amortisation } = terms;
  if (denomination === undefined || pricePer100 === undefined) return [];
  const principals = principalPayments({ denomination, amortisation, dates });
  const left = faceLeftOn({ periods: schedule.periods, principals, date });
  if (percentOf(pricePer100, left).isWhole) return [];
  const rule = `must come to whole minor units of the face ${left} of one bond that is left on ${date}`;
  return [issue(`${at}.pricePer100`, pricePer100, rule)];
}
