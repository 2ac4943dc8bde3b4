import { accruedInterestAt } from "../bonds/accruedInterestAt.ts";
import { couponSchedule } from "../bonds/couponSchedule.ts";
import type { CouponSchedule } from "../bonds/types.ts";
import type { BusinessCentre } from "../calendar/BusinessCentre.ts";
import type { CalendarDate } from "../calendar/CalendarDate.ts";
import { isBusinessDay } from "../calendar/isBusinessDay.ts";
import { DateOutsideCalendarError } from "../errors/DateOutsideCalendarError.ts";
import type { InputIssue } from "../errors/InvalidInputError.ts";
import { SettlementDateError } from "../errors/SettlementDateError.ts";
import type { Draft } from "./checkFields.ts";
import { issue } from "./issue.ts";
import type { TermSheet } from "./TermSheet.ts";
import type { TradeTicket } from "./TradeTicket.ts";

/** What `tradeRules` works on. */
export interface TradeRulesOptions {
  readonly ticket: Draft<TradeTicket>;
  readonly termSheet: TermSheet | undefined;
  readonly centre: BusinessCentre;
  /** Where the ticket stands: `trades[2]`. */
  readonly path: string;
}

/**
 * The rules between the fields of a trade ticket, and between the ticket and the terms of the bond when
 * known.
 */
export function tradeRules(options: TradeRulesOptions): readonly InputIssue[] {
  return [...ticketRules(options), ...termRules(options)];
}

function ticketRules({ ticket, centre, path }: TradeRulesOptions): readonly InputIssue[] {
  const { seller, buyer, faceAmount, minimumPart, tradeDate, settlementDate } = ticket;
  const issues: InputIssue[] = [];
  if (seller !== undefined && seller === buyer)
    issues.push(issue(`${path}.buyer`, buyer, "must not be the seller itself"));
  if (faceAmount !== undefined && minimumPart !== undefined && minimumPart > faceAmount)
    issues.push(issue(`${path}.minimumPart`, minimumPart, `must not exceed the face amount ${faceAmount}`));
  if (tradeDate !== undefined && settlementDate !== undefined && settlementDate < tradeDate) {
    issues.push(
      issue(`${path}.settlementDate`, settlementDate, `must not be before the trade date ${tradeDate}`),
    );
  }
  for (const field of ["tradeDate", "settlementDate"] as const) {
    const date = ticket[field];
    if (date === undefined) continue;
    try {
      if (!isBusinessDay(date, centre))
        issues.push(issue(`${path}.${field}`, date, `must be a business day in ${centre}`));
    } catch (error) {
      if (!(error instanceof DateOutsideCalendarError)) throw error;
      issues.push(issue(`${path}.${field}`, date, "must lie in the years whose holidays are known"));
    }
  }
  return issues;
}

function termRules({ ticket, termSheet, path }: TradeRulesOptions): readonly InputIssue[] {
  if (termSheet === undefined) return [];
  const { isin, faceAmount, minimumPart, tradeDate, settlementDate } = ticket;
  const { denomination, totalAmount, pricingDate } = termSheet;
  const issues: InputIssue[] = [];
  if (isin !== undefined && isin !== termSheet.isin) {
    issues.push(issue(`${path}.isin`, isin, `must be that of the term sheet, ${termSheet.isin}`));
  }
  if (faceAmount !== undefined && faceAmount % denomination !== 0n) {
    issues.push(
      issue(`${path}.faceAmount`, faceAmount, `must be a multiple of the denomination ${denomination}`),
    );
  }
  if (minimumPart !== undefined && minimumPart % denomination !== 0n) {
    issues.push(
      issue(`${path}.minimumPart`, minimumPart, `must be a multiple of the denomination ${denomination}`),
    );
  }
  if (faceAmount !== undefined && faceAmount > totalAmount) {
    issues.push(issue(`${path}.faceAmount`, faceAmount, `must not exceed the total amount ${totalAmount}`));
  }
  if (tradeDate !== undefined && tradeDate < pricingDate) {
    issues.push(issue(`${path}.tradeDate`, tradeDate, `must not be before the pricing date ${pricingDate}`));
  }
  if (settlementDate === undefined) return issues;
  const schedule = couponSchedule(termSheet);
  if (isRateOpen(termSheet, schedule, settlementDate)) {
    const rule =
      "must be one on which the running rate follows from the term sheet: this coupon's is fixed or decided later, " +
      "so that the interest accrued, and the amount, are not known from files";
    issues.push(issue(`${path}.settlementDate`, settlementDate, rule));
  }
  try {
    accruedInterestAt({ schedule, face: denomination, settlementDate });
  } catch (error) {
    if (!(error instanceof SettlementDateError)) throw error;
    issues.push(issue(`${path}.settlementDate`, settlementDate, error.rule));
  }
  return issues;
}

/** On the issue date nothing has accrued at any rate. */
function isRateOpen(
  { floating, steps = [] }: TermSheet,
  { issueDate, periods }: CouponSchedule,
  settlementDate: CalendarDate,
): boolean {
  if (settlementDate <= issueDate) return false;
  const running = periods.find(({ endDate }) => settlementDate < endDate);
  return (
    floating !== undefined ||
    steps.some(({ firstPayment }) => running !== undefined && running.number >= firstPayment)
  );
}
