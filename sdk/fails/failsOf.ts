import { addDays } from "../calendar/addDays.ts";
import type { BusinessCentre } from "../calendar/BusinessCentre.ts";
import type { CalendarDate } from "../calendar/CalendarDate.ts";
import { dateAt } from "../calendar/dateAt.ts";
import { daysBetween } from "../calendar/daysBetween.ts";
import { isBusinessDay } from "../calendar/isBusinessDay.ts";
import { InvalidAmountError } from "../errors/InvalidAmountError.ts";
import { ageFails } from "./ageFails.ts";
import type { Attempt } from "./Attempt.ts";
import { DuplicateTradeError } from "./errors/DuplicateTradeError.ts";
import type { Fail, FailsReport, OpenTrade } from "./Fail.ts";
import { failingSide } from "./failingSide.ts";

/** What `failsOf` works on. */
export interface FailsOfOptions {
  /** Every approved trade that has not settled, been cancelled or been cleared away. */
  readonly trades: readonly OpenTrade[];
  /** The attempts made so far, in any order; those of other trades and those after `now` are left out. */
  readonly attempts: readonly Attempt[];
  /** Seconds since 1970-01-01T00:00:00Z. */
  readonly now: bigint;
  readonly centre: BusinessCentre;
  /** First number of business days of each ageing bucket; AGEING_BUCKETS when left out. */
  readonly ageingBuckets?: readonly number[] | undefined;
}

/**
 * The trades that have failed to settle, with the reasons of each attempt, the side that fails, and their age.
 *
 * A trade fails once a business day has ended on which it should have settled: the intended settlement date, which is
 * the day of its `settleFrom` in the business centre, or the business day after it where banks were closed. The
 * oldest intended settlement date comes first; trades of one date come by `settleFrom`, then by id.
 *
 * @throws DuplicateTradeError when a trade stands twice in the list
 * @throws InvalidAmountError when more cash has settled than the trade has
 * @throws InvalidAgeingBucketsError when the buckets do not begin with 1 and rise
 * @throws InvalidTimeError when a moment is negative or beyond the year 9999
 * @throws DateOutsideCalendarError when the holidays of a year on the way are not known
 */
export function failsOf(options: FailsOfOptions): FailsReport {
  const { trades, now, centre, ageingBuckets } = options;
  refuseDuplicates(trades);
  const date = dateAt(now, centre);
  const fails = trades.flatMap((open) => failOf(open, date, options)).sort(byAge);
  return { at: now, date, fails, ageing: ageFails(fails, ageingBuckets) };
}

function refuseDuplicates(trades: readonly OpenTrade[]): void {
  const seen = new Set<string>();
  for (const { tradeId } of trades) {
    if (seen.has(tradeId)) throw new DuplicateTradeError(tradeId);
    seen.add(tradeId);
  }
}

function failOf(open: OpenTrade, today: CalendarDate, options: FailsOfOptions): readonly Fail[] {
  const { tradeId, trade, settledAmount = 0n } = open;
  const { now, centre } = options;
  const openAmount = trade.amount - settledAmount;
  if (openAmount < 0n) throw new InvalidAmountError("open amount", openAmount);
  const intendedSettlementDate = dateAt(trade.settleFrom, centre);
  const businessDays = businessDaysBetween(intendedSettlementDate, today, centre);
  if (businessDays === 0) return [];
  const attempts = options.attempts
    .filter((attempt) => attempt.tradeId === tradeId && attempt.at >= trade.settleFrom && attempt.at <= now)
    .sort((a, b) => compare(a.at, b.at));
  return [
    {
      tradeId,
      trade,
      intendedSettlementDate,
      calendarDays: daysBetween(intendedSettlementDate, today),
      businessDays,
      openAmount,
      failingSide: failingSide(trade, attempts.at(-1)?.reasons ?? []),
      attempts,
      status: now < trade.settleBy ? "recycling" : "expired",
    },
  ];
}

function businessDaysBetween(from: CalendarDate, until: CalendarDate, centre: BusinessCentre): number {
  let count = 0;
  for (let date = from; date < until; date = addDays(date, 1)) {
    if (isBusinessDay(date, centre)) count += 1;
  }
  return count;
}

function byAge(a: Fail, b: Fail): number {
  return compare(a.trade.settleFrom, b.trade.settleFrom) || compare(a.tradeId, b.tradeId);
}

function compare<T extends bigint | string>(a: T, b: T): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
