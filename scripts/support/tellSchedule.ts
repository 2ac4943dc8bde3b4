import type { CashFlow, CashFlows } from "../../sdk/bonds/cashFlows.ts";
import { formatDecimal } from "../../sdk/bonds/formatDecimal.ts";
import { RATE_DECIMALS } from "../../sdk/bonds/types.ts";
import type { CalendarDate } from "../../sdk/calendar/CalendarDate.ts";
import { weekday } from "../../sdk/calendar/weekday.ts";
import { formatMoney } from "../../sdk/encoding/formatMoney.ts";
import type { TermSheet } from "../../sdk/terms/TermSheet.ts";
import type { Reporter } from "./Reporter.ts";

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] as const;

/** Tells the calendar of a bond and what it pays, in two tables whose lines have the same numbers. */
export function tellSchedule(reporter: Reporter, termSheet: TermSheet, paid: CashFlows): void {
  const { zeroCoupon = false, currency, denomination } = termSheet;
  reporter.table(
    ["", "date", "paid on", "record date", "from", "to", "days", "of a year"],
    paid.flows.map((flow) => [
      flow.number.toString(),
      withWeekday(flow.unadjustedDate),
      withWeekday(flow.paymentDate),
      ...(zeroCoupon ? ["-", "-", "-", "-", "-"] : calendarOf(flow)),
    ]),
    [0, 6, 7],
  );
  const isAmortising = paid.flows.some(({ facePerUnit }) => facePerUnit !== denomination);
  const money = (amount: bigint): string => formatMoney(amount, currency);
  reporter.say(`\nAmounts in ${currency}: per bond of ${money(denomination)}, then of the whole issue.`);
  const columns: readonly Column[] = [
    ["", ({ number }) => number.toString(), ""],
    ["rate %", (flow) => rateOf(flow), ""],
    ["face left", ({ facePerUnit }) => money(facePerUnit), "", isAmortising],
    ["interest", ({ interestPerUnit }) => money(interestPerUnit), ""],
    ["repaid", ({ redemptionPerUnit }) => money(redemptionPerUnit), ""],
    ["interest", ({ interest }) => money(interest), money(paid.interest)],
    ["repaid", ({ redemption }) => money(redemption), money(paid.redemption)],
    ["together", ({ total }) => money(total), money(paid.total)],
  ];
  const shown = columns.filter(([, , , isShown = true]) => isShown);
  reporter.table(
    shown.map(([title]) => title),
    [...paid.flows.map((flow) => shown.map(([, cell]) => cell(flow))), shown.map(([, , total]) => total)],
    shown.map((_column, index) => index),
  );
}

type Column = readonly [title: string, cell: (flow: CashFlow) => string, total: string, isShown?: boolean];

function calendarOf({ recordDate, startDate, endDate, days, yearFraction }: CashFlow): readonly string[] {
  const { numerator, denominator } = yearFraction;
  return [recordDate, startDate, endDate, days.toString(), `${numerator}/${denominator}`];
}

function withWeekday(date: CalendarDate): string {
  return `${date} ${WEEKDAYS[weekday(date)] ?? ""}`;
}

/** A rate that is not known yet carries a sign that the notes explain. */
function rateOf({ rateE8, rateBasis }: CashFlow): string {
  const rate = formatDecimal(rateE8, RATE_DECIMALS).replace(/0{1,3}$/, "");
  return rateBasis === "terms" || rateBasis === "fixing" ? rate : `${rate}*`;
}
