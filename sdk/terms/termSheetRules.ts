import { couponDates } from "../bonds/couponDates.ts";
import { couponSchedule } from "../bonds/couponSchedule.ts";
import type { BondTerms } from "../bonds/types.ts";
import type { BusinessCentre } from "../calendar/BusinessCentre.ts";
import type { CalendarDate } from "../calendar/CalendarDate.ts";
import { isBusinessDay } from "../calendar/isBusinessDay.ts";
import { DateOutsideCalendarError } from "../errors/DateOutsideCalendarError.ts";
import type { InputIssue } from "../errors/InvalidInputError.ts";
import { InvalidScheduleError } from "../errors/InvalidScheduleError.ts";
import { amortisationRules } from "./amortisationRules.ts";
import type { Draft } from "./checkFields.ts";
import { interestRules } from "./interestRules.ts";
import { issue } from "./issue.ts";
import { optionRules } from "./optionRules.ts";
import { paymentLimitRules } from "./paymentLimitRules.ts";
import { redemptionRules } from "./redemptionRules.ts";
import type { ScheduledTerms } from "./ScheduledTerms.ts";
import { stepRules } from "./stepRules.ts";
import { taxRules } from "./taxRules.ts";
import type { TermSheet } from "./TermSheet.ts";

/** The rules between the fields of a term sheet. A rule is left out while a field it needs is wrong. */
export function termSheetRules(terms: Draft<TermSheet>, path: string): readonly InputIssue[] {
  return [
    ...amountRules(terms, path),
    ...partyRules(terms, path),
    ...dateRules(terms, path),
    ...centreRules(terms, path),
    ...interestRules(terms, path),
    ...taxRules(terms, path),
    ...scheduleRules(terms, path),
  ];
}

function amountRules({ totalAmount, denomination }: Draft<TermSheet>, path: string): readonly InputIssue[] {
  if (totalAmount === undefined || denomination === undefined || totalAmount % denomination === 0n) return [];
  return [
    issue(`${path}.totalAmount`, totalAmount, `must be a multiple of the denomination ${denomination}`),
  ];
}

function partyRules(terms: Draft<TermSheet>, path: string): readonly InputIssue[] {
  const { issuer, underwriting, requiredInvestorClasses: classes = [], documents = [] } = terms;
  const issues: InputIssue[] = [];
  if (issuer !== undefined && underwriting?.underwriter === issuer) {
    issues.push(issue(`${path}.underwriting.underwriter`, issuer, "must not be the issuer itself"));
  }
  classes.forEach((name, index) => {
    if (classes.indexOf(name) === index) return;
    issues.push(issue(`${path}.requiredInvestorClasses[${index}]`, name, "must be named once only"));
  });
  documents.forEach(({ name }, index) => {
    if (documents.findIndex((other) => other.name === name) === index) return;
    issues.push(
      issue(`${path}.documents[${index}].name`, name, "must differ from the names of the other documents"),
    );
  });
  return issues;
}

function dateRules(terms: Draft<TermSheet>, path: string): readonly InputIssue[] {
  const { pricingDate, issueDate, maturityDate, businessCentre } = terms;
  const issues: InputIssue[] = [];
  if (pricingDate !== undefined && issueDate !== undefined && pricingDate > issueDate) {
    issues.push(issue(`${path}.pricingDate`, pricingDate, `must not be after the issue date ${issueDate}`));
  }
  if (issueDate !== undefined && maturityDate !== undefined && maturityDate <= issueDate) {
    issues.push(issue(`${path}.maturityDate`, maturityDate, `must be after the issue date ${issueDate}`));
  }
  if (businessCentre === undefined) return issues;
  const business = [
    ["pricingDate", pricingDate],
    ["issueDate", issueDate],
  ] as const;
  for (const [field, date] of business) {
    const rule = date === undefined ? undefined : businessDayFault(date, businessCentre);
    if (rule !== undefined) issues.push(issue(`${path}.${field}`, date, rule));
  }
  return issues;
}

function centreRules(
  { businessCentre, jointCentres = [] }: Draft<TermSheet>,
  path: string,
): readonly InputIssue[] {
  return jointCentres.flatMap((centre, index) => {
    if (centre !== businessCentre && jointCentres.indexOf(centre) === index) return [];
    const rule = "must be named once only, and not be the business centre itself";
    return [issue(`${path}.jointCentres[${index}]`, centre, rule)];
  });
}

function businessDayFault(date: CalendarDate, centre: BusinessCentre): string | undefined {
  try {
    return isBusinessDay(date, centre) ? undefined : `must be a business day in ${centre}`;
  } catch (error) {
    return calendarFault(error);
  }
}

/** The schedule checks its own dates; maturity after issue is checked above, so that it is not said twice. */
function scheduleRules(draft: Draft<TermSheet>, path: string): readonly InputIssue[] {
  const terms = asBondTerms(draft);
  if (terms === undefined || terms.maturityDate <= terms.issueDate) return [];
  try {
    return paymentRules({ terms: draft, schedule: couponSchedule(terms), dates: couponDates(terms), path });
  } catch (error) {
    if (error instanceof InvalidScheduleError) return [scheduleIssue(error, path)];
    return [issue(`${path}.maturityDate`, terms.maturityDate, calendarFault(error))];
  }
}

/** What is said of single coupons and of dates between them; options rest on the face that amortisation leaves. */
function paymentRules(given: ScheduledTerms): readonly InputIssue[] {
  const hasCoupons = given.terms.zeroCoupon !== true;
  const coupons = hasCoupons ? [paymentLimitRules, stepRules, amortisationRules] : [];
  const issues = coupons.flatMap((rules) => rules(given));
  return issues.length > 0 ? issues : [...redemptionRules(given), ...optionRules(given)];
}

function scheduleIssue({ field, details, rule }: InvalidScheduleError, path: string): InputIssue {
  return issue(`${path}.${field}`, details["value"], rule);
}

function calendarFault(error: unknown): string {
  if (!(error instanceof DateOutsideCalendarError)) throw error;
  return `must lie in the years ${error.firstYear} to ${error.lastYear}, whose holidays are known`;
}

function asBondTerms(draft: Draft<TermSheet>): BondTerms | undefined {
  const { couponRatePercent, couponsPerYear, issueDate, maturityDate } = draft;
  const { businessDayConvention, businessCentre, recordDateRule, closedPeriodRule } = draft;
  if (couponRatePercent === undefined || couponsPerYear === undefined) return undefined;
  if (issueDate === undefined || maturityDate === undefined || businessDayConvention === undefined)
    return undefined;
  if (businessCentre === undefined || recordDateRule === undefined || closedPeriodRule === undefined)
    return undefined;
  const dates = { issueDate, maturityDate, businessDayConvention, businessCentre };
  return { ...draft, ...dates, couponRatePercent, couponsPerYear, recordDateRule, closedPeriodRule };
}
