import type { BusinessCentre } from "../calendar/BusinessCentre.ts";
import type { CalendarDate } from "../calendar/CalendarDate.ts";
import { isBusinessDay } from "../calendar/isBusinessDay.ts";
import { parseCalendarDate } from "../calendar/parseCalendarDate.ts";
import { secondsAtStartOfDay } from "../calendar/secondsAtStartOfDay.ts";
import { DateOutsideCalendarError } from "../errors/DateOutsideCalendarError.ts";
import type { InputIssue } from "../errors/InvalidInputError.ts";
import type { Draft } from "../terms/checkFields.ts";
import { issue } from "../terms/issue.ts";
import type { WrittenSheet } from "./offeringSheetSchema.ts";

/** What `offeringDateRules` works on. */
export interface OfferingDateRulesOptions {
  readonly sheet: Draft<WrittenSheet>;
  readonly centre: BusinessCentre;
  /** Where the sheet stands. */
  readonly path: string;
}

/**
 * The order of the dates of an offering, and their days: the book opens, closes at the latest on the pricing date, then
 * follow payment, failing and cut-off, then lock-ups end. The payment date comes after the pricing date, since nothing is priced or allotted on
 * the payment date any more.
 */
export function offeringDateRules(options: OfferingDateRulesOptions): readonly InputIssue[] {
  return [...orderRules(options), ...dayRules(options)];
}

function orderRules({ sheet, path }: OfferingDateRulesOptions): readonly InputIssue[] {
  const { bookOpens, bookCloses, pricingDate, paymentDate, failAfter, cutOff } = sheet;
  const { cutOffDate = paymentDate } = sheet;
  const issues: InputIssue[] = [];
  const check = (isRight: boolean, field: keyof WrittenSheet, rule: string): void => {
    if (!isRight) issues.push(issue(`${path}.${field}`, sheet[field], rule));
  };
  if (bookOpens !== undefined && bookCloses !== undefined)
    check(bookOpens < bookCloses, "bookCloses", `must be after the book opens, ${bookOpens}`);
  if (bookCloses !== undefined && pricingDate !== undefined) {
    const rule = `must not be before the day on which the book closes, ${bookCloses}`;
    check(bookCloses.slice(0, 10) <= pricingDate, "pricingDate", rule);
  }
  if (pricingDate !== undefined && paymentDate !== undefined)
    check(pricingDate < paymentDate, "paymentDate", `must be after the pricing date ${pricingDate}`);
  if (paymentDate === undefined) return issues;
  if (cutOffDate !== undefined && cutOffDate < paymentDate)
    check(false, "cutOffDate", `must not be before the payment date ${paymentDate}`);
  else if (cutOffDate === paymentDate && failAfter !== undefined && cutOff !== undefined)
    check(failAfter < cutOff, "cutOff", `must be after ${failAfter}, when investors that cannot pay fail`);
  for (const field of ["lockUpUntil", "issuerLockUpUntil"] as const) {
    const until = sheet[field];
    if (until !== undefined && cutOffDate !== undefined)
      check(cutOffDate < until, field, `must be after ${cutOffDate}, the day of the cut-off`);
  }
  return issues;
}

function dayRules({ sheet, centre, path }: OfferingDateRulesOptions): readonly InputIssue[] {
  const { bookOpens, bookCloses, pricingDate, paymentDate, cutOffDate, lockUpUntil, issuerLockUpUntil } =
    sheet;
  const days = [
    ["bookOpens", dateOf(bookOpens), false],
    ["bookCloses", dateOf(bookCloses), false],
    ["pricingDate", pricingDate, true],
    ["paymentDate", paymentDate, true],
    ["cutOffDate", cutOffDate, true],
    ["lockUpUntil", lockUpUntil, false],
    ["issuerLockUpUntil", issuerLockUpUntil, false],
  ] as const;
  return days.flatMap(([field, date, mustBeBusinessDay]) => {
    const rule = date === undefined ? undefined : dayFault(date, centre, mustBeBusinessDay);
    return rule === undefined ? [] : [issue(`${path}.${field}`, sheet[field], rule)];
  });
}

function dateOf(moment: string | undefined): CalendarDate | undefined {
  return moment === undefined ? undefined : parseCalendarDate(moment.slice(0, 10));
}

function dayFault(
  date: CalendarDate,
  centre: BusinessCentre,
  mustBeBusinessDay: boolean,
): string | undefined {
  try {
    secondsAtStartOfDay(date, centre);
    return mustBeBusinessDay && !isBusinessDay(date, centre)
      ? `must be a business day in ${centre}`
      : undefined;
  } catch (error) {
    if (!(error instanceof DateOutsideCalendarError)) throw error;
    return "must lie in the years whose holidays are known";
  }
}
