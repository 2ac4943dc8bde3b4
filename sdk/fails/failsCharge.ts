import { addDays } from "../calendar/addDays.ts";
import type { BusinessCentre } from "../calendar/BusinessCentre.ts";
import type { CalendarDate } from "../calendar/CalendarDate.ts";
import { isBusinessDay } from "../calendar/isBusinessDay.ts";
import { InvalidAmountError } from "../errors/InvalidAmountError.ts";
import { addFractions } from "../fractions/addFractions.ts";
import { chargeOfDay } from "./chargeOfDay.ts";
import { FailsCurrencyError } from "./errors/FailsCurrencyError.ts";
import { FailsPeriodError } from "./errors/FailsPeriodError.ts";
import type { FailsCharge } from "./chargeTypes.ts";
import type { ClaimThreshold, FailsConvention } from "./FailsConvention.ts";
import { parametersOn } from "./parametersOn.ts";
import type { ReferenceRate } from "./ReferenceRate.ts";
import { roundFraction } from "./roundFraction.ts";

/** What `failsCharge` works on. */
export interface FailsChargeOptions {
  readonly convention: FailsConvention;
  /** ISO 4217. */
  readonly currency: string;
  /**
   * What the rates apply to, in minor units: the cash amount of the failed trade, or for CSDR penalties its quantity
   * at the reference price.
   */
  readonly amount: bigint;
  /** First day charged: the intended settlement date, or where a former charge ended. */
  readonly from: CalendarDate;
  /** The day of settlement, or the one to stop at: it is not charged any more. */
  readonly until: CalendarDate;
  /** Whose business days count, where a convention charges business days only. */
  readonly centre: BusinessCentre;
  /** One rate for every day that is charged; left out for a convention that needs none. */
  readonly referenceRates?: readonly ReferenceRate[] | undefined;
  /**
   * The charges of the same calendar month against the same counterparty so far, in minor units, where the claim
   * threshold is of a counterparty and a month.
   */
  readonly otherCharges?: bigint | undefined;
}

/**
 * What a fail costs by a market's convention: each day from `from` on and before `until` at the rate of its own
 * parameters and its own reference rate, added exactly and rounded by the convention. Rounding of the sum and claim
 * threshold are those in force on the last day charged.
 *
 * Source: each parameter set of the convention names its own.
 *
 * @throws InvalidAmountError when the amount or the other charges are negative
 * @throws FailsCurrencyError when the convention is for another currency
 * @throws FailsPeriodError when `until` lies before `from`
 * @throws MissingFailsParametersError when the convention has no parameters for a day
 * @throws MissingReferenceRateError when a day that needs a reference rate has none
 * @throws InvalidDecimalError when a rate is not a decimal number
 * @throws DateOutsideCalendarError when business days count and the holidays of a year are not known
 */
export function failsCharge(options: FailsChargeOptions): FailsCharge {
  const { convention, currency, amount, from, until, otherCharges = 0n } = options;
  if (amount < 0n) throw new InvalidAmountError("amount", amount);
  if (otherCharges < 0n) throw new InvalidAmountError("sum of other charges", otherCharges);
  if (convention.currency !== undefined && convention.currency !== currency)
    throw new FailsCurrencyError(currency, convention.currency);
  if (until < from) throw new FailsPeriodError(from, until, "it must not end before it begins");

  const referenceRates = new Map(
    (options.referenceRates ?? []).map(({ date, percent }) => [date, percent] as const),
  );
  const days = datesCharged(options).map((date) => chargeOfDay({ convention, amount, date, referenceRates }));
  const exact = addFractions(days.map(({ charge }) => charge));
  const last = days.at(-1);
  const parameters = last === undefined ? undefined : parametersOn(convention, last.date);
  const total = parameters === undefined ? 0n : roundFraction(exact, parameters.rounding);
  const threshold = parameters?.claimThreshold;
  const claim = threshold?.scope === "counterpartyMonth" ? total + otherCharges : total;
  return {
    convention: convention.name,
    chargedSides: convention.chargedSides,
    currency,
    amount,
    from,
    until,
    days,
    exact,
    total,
    claimThreshold: threshold,
    claim,
    reachesThreshold: threshold === undefined || isReached(threshold, claim),
  };
}

function datesCharged({ convention, from, until, centre }: FailsChargeOptions): readonly CalendarDate[] {
  const dates: CalendarDate[] = [];
  for (let date = from; date < until; date = addDays(date, 1)) {
    if (parametersOn(convention, date).chargedDays === "calendar" || isBusinessDay(date, centre)) {
      dates.push(date);
    }
  }
  return dates;
}

function isReached({ amount, reached }: ClaimThreshold, claim: bigint): boolean {
  return reached === "above" ? claim > amount : claim >= amount;
}
