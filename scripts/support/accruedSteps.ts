import type { AccruedOnBond } from "../../sdk/bonds/accruedOnBond.ts";
import { formatDecimal } from "../../sdk/bonds/formatDecimal.ts";
import type { CouponSchedule } from "../../sdk/bonds/types.ts";
import type { CalendarDate } from "../../sdk/calendar/CalendarDate.ts";
import { formatMoney } from "../../sdk/encoding/formatMoney.ts";
import type { TermSheet } from "../../sdk/terms/TermSheet.ts";

/** What `accruedSteps` shows. */
export interface AccruedStepsOptions {
  readonly termSheet: TermSheet;
  readonly schedule: CouponSchedule;
  readonly settlementDate: CalendarDate;
  /** Original face traded. */
  readonly face: bigint;
  readonly accrued: AccruedOnBond;
}

type Step = readonly [name: string, result: string, how: string];

/** How accrued interest comes about, each truncation in a line of its own. */
export function accruedSteps(options: AccruedStepsOptions): readonly Step[] {
  const { termSheet, accrued, face } = options;
  const money = (amount: bigint): string => formatMoney(amount, termSheet.currency);
  const { faceLeft, next, couponRatePercent } = accrued;
  const pool = `${next.poolFactor.numerator}/${next.poolFactor.denominator}`;
  return [
    ...(faceLeft === face
      ? []
      : [["face left", money(faceLeft), `${money(face)} x pool factor ${pool}`] as const]),
    ["days", accrued.days.toString(), daysWords(options)],
    ["rate", `${couponRatePercent} %`, rateWords(accrued)],
    ...(accrued.capped ? cappedSteps(options, money) : plainSteps(options, money)),
  ];
}

function daysWords({ schedule, settlementDate }: AccruedStepsOptions): string {
  const running = schedule.periods.find(({ endDate }) => settlementDate < endDate);
  if (running === undefined) return "";
  if (settlementDate >= running.paymentDate)
    return `the coupon of ${running.endDate} was paid on ${running.paymentDate}: nothing has accrued since`;
  return `from ${running.startDate} to ${settlementDate}, one end counted (片端)`;
}

function rateWords({ next }: AccruedOnBond): string {
  const meanings = {
    terms: "by the terms",
    fixing: "by the fixing",
    assumed: "supposed",
    previous: "not fixed: the index of the coupon before",
    floor: "not fixed: the floor",
  } as const satisfies Readonly<Record<typeof next.rateBasis, string>>;
  return `a year, ${meanings[next.rateBasis]}`;
}

function plainSteps(
  { schedule, accrued }: AccruedStepsOptions,
  money: (amount: bigint) => string,
): readonly Step[] {
  const { days, per100E7, faceLeft, amount, couponRatePercent } = accrued;
  const year = schedule.dayCount === "japanese" ? `${days}/365` : `${days} days by ${schedule.dayCount}`;
  return [
    ["on 100", formatDecimal(per100E7, 7), `${couponRatePercent} x ${year}, truncated below the 7th decimal`],
    ["accrued", money(amount), `x ${money(faceLeft)} / 100, truncated to the minor unit`],
  ];
}

/** The days of the market would come to more than the coupon: the coupon takes their place. */
function cappedSteps({ accrued }: AccruedStepsOptions, money: (amount: bigint) => string): readonly Step[] {
  const { next, faceLeft, amount } = accrued;
  const perYen = formatDecimal(next.interestPerYenE13, 13);
  return [
    ["on 1", perYen, "the whole coupon, since the days would come to more; truncated below the 13th decimal"],
    ["accrued", money(amount), `x ${money(faceLeft)}, truncated to the minor unit`],
  ];
}
