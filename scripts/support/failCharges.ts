import { addMonths } from "../../sdk/calendar/addMonths.ts";
import type { CalendarDate } from "../../sdk/calendar/CalendarDate.ts";
import { parseCalendarDate } from "../../sdk/calendar/parseCalendarDate.ts";
import { KessaiError } from "../../sdk/errors/KessaiError.ts";
import type { FailsCharge } from "../../sdk/fails/chargeTypes.ts";
import type { Fail } from "../../sdk/fails/Fail.ts";
import { failsCharge } from "../../sdk/fails/failsCharge.ts";
import type { FailsConvention } from "../../sdk/fails/FailsConvention.ts";
import type { ReferenceRate } from "../../sdk/fails/ReferenceRate.ts";
import { CENTRE } from "./centre.ts";
import type { TradeRecord } from "./tradeRecords.ts";

/** What fails are charged by. */
export interface ChargeOptions {
  readonly convention: FailsConvention;
  readonly rates: readonly ReferenceRate[];
  /** The day of now: it is not charged yet. */
  readonly until: CalendarDate;
  /** The claims that are written down. */
  readonly claims: readonly TradeRecord[];
}

/** What a fail costs over days that nobody has claimed yet. */
export interface FailCharge {
  readonly fail: Fail;
  readonly from: CalendarDate;
  readonly until: CalendarDate;
  /** `undefined` when it cannot be computed. */
  readonly charge: FailsCharge | undefined;
  /** Why not. */
  readonly error: KessaiError | undefined;
}

/**
 * What fails cost until now, less the days that were claimed before. Where a convention claims by counterparty and month,
 * every calendar month is charged by itself, and the month's other charges against the same counterparty count.
 */
export function failCharges(fails: readonly Fail[], options: ChargeOptions): readonly FailCharge[] {
  const first = fails.flatMap((fail) => periodsOf(fail, options).map((period) => charged(period, options)));
  if (!isMonthly(options.convention)) return first;
  return first.map((piece) => charged(piece, options, othersOf(piece, first, options.claims)));
}

function charged(
  { fail, from, until }: Period,
  { convention, rates: referenceRates }: ChargeOptions,
  otherCharges = 0n,
): FailCharge {
  const { currency } = fail.trade;
  const amount = fail.openAmount;
  const piece = { fail, from, until };
  try {
    const terms = { convention, currency, amount, from, until, centre: CENTRE, referenceRates, otherCharges };
    return { ...piece, charge: failsCharge(terms), error: undefined };
  } catch (error) {
    if (error instanceof KessaiError) return { ...piece, charge: undefined, error };
    throw error;
  }
}

// ------------------------------------------------------------------ periods

interface Period {
  readonly fail: Fail;
  readonly from: CalendarDate;
  readonly until: CalendarDate;
}

/** The days of a fail that nobody has claimed yet: all of them, or month by month. */
function periodsOf(fail: Fail, { convention, until, claims }: ChargeOptions): readonly Period[] {
  const whole = { fail, from: fail.intendedSettlementDate, until };
  const parts = isMonthly(convention) ? monthsOf(whole) : [whole];
  const own = claims.flatMap(({ charge }) => (charge?.trade === fail.tradeId ? [charge] : []));
  return parts.flatMap((part) => {
    const inside = own.filter(({ from }) => from >= part.from && from < part.until);
    const from = inside.reduce((latest, claim) => (claim.until > latest ? claim.until : latest), part.from);
    return from < part.until ? [{ ...part, from }] : [];
  });
}

function monthsOf({ fail, from, until }: Period): readonly Period[] {
  const months: Period[] = [];
  for (let start = from; start < until;) {
    const next = addMonths({ date: parseCalendarDate(`${start.slice(0, 7)}-01`), months: 1 });
    const end = next < until ? next : until;
    months.push({ fail, from: start, until: end });
    start = end;
  }
  return months;
}

function isMonthly({ parameters }: FailsConvention): boolean {
  return parameters.some(({ claimThreshold }) => claimThreshold?.scope === "counterpartyMonth");
}

/** The other charges of the same month against the same counterparty: those of other fails, and those claimed before. */
function othersOf(piece: FailCharge, all: readonly FailCharge[], claims: readonly TradeRecord[]): bigint {
  const key = counterpartyMonth(piece);
  if (key === undefined) return 0n;
  const others = all.filter((other) => other !== piece && counterpartyMonth(other) === key);
  const claimed = claims.filter(
    ({ charge, trade }) => charge !== undefined && keyOf(trade, charge.from) === key,
  );
  return (
    others.reduce((sum, { charge }) => sum + (charge?.total ?? 0n), 0n) +
    claimed.reduce((sum, { trade }) => sum + trade.amount, 0n)
  );
}

function counterpartyMonth({ fail, from }: FailCharge): string | undefined {
  const { failingSide, trade } = fail;
  if (failingSide === "undecided") return undefined;
  const other = failingSide === "seller" ? "buyer" : "seller";
  return keyOf({ ...trade, buyer: trade[failingSide], seller: trade[other] }, from);
}

/** Who pays whom in which month and currency: in a claim the buyer pays. */
function keyOf(
  { buyer, seller, currency }: Pick<TradeRecord["trade"], "buyer" | "seller" | "currency">,
  from: CalendarDate,
): string {
  return [buyer, seller, currency, from.slice(0, 7)].join("|").toLowerCase();
}
