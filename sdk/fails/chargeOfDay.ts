import { formatDecimal } from "../bonds/formatDecimal.ts";
import { parseDecimal } from "../bonds/parseDecimal.ts";
import { RATE_DECIMALS } from "../bonds/types.ts";
import type { CalendarDate } from "../calendar/CalendarDate.ts";
import { MissingReferenceRateError } from "./errors/MissingReferenceRateError.ts";
import type { ChargedDay, ChargedRate } from "./chargeTypes.ts";
import type { ChargeRate, DaysInYear, FailsConvention, Rounding } from "./FailsConvention.ts";
import type { Fraction } from "../fractions/Fraction.ts";
import { parametersOn } from "./parametersOn.ts";
import { parseRate } from "./parseRate.ts";
import { reduceFraction } from "../fractions/reduceFraction.ts";
import { roundFraction } from "./roundFraction.ts";

/** What `chargeOfDay` works on. */
export interface ChargeOfDayOptions {
  readonly convention: FailsConvention;
  /** In minor units. */
  readonly amount: bigint;
  readonly date: CalendarDate;
  /** Reference rates in percent a year, by the day they are used for. */
  readonly referenceRates: ReadonlyMap<string, string>;
}

/**
 * The charge of one day by the parameters in force on it.
 *
 * @throws MissingFailsParametersError when the convention has none for that day
 * @throws MissingReferenceRateError when a reference rate is needed that the table does not have
 * @throws InvalidDecimalError when a rate is not a decimal number
 */
export function chargeOfDay(options: ChargeOfDayOptions): ChargedDay {
  const { convention, amount, date } = options;
  const { effectiveFrom, rate, rounding } = parametersOn(convention, date);
  const { share, ...shown } = rateOfDay(rate, options);
  const exact = reduceFraction(share.numerator * amount, share.denominator);
  return { date, parametersFrom: effectiveFrom, ...shown, exact, charge: roundedDay(exact, rounding) };
}

interface DayRate {
  readonly referencePercent: string | undefined;
  readonly rate: ChargedRate;
  /** The part of the amount that the day costs. */
  readonly share: Fraction;
}

function rateOfDay(rate: ChargeRate, options: ChargeOfDayOptions): DayRate {
  switch (rate.kind) {
    case "spread": {
      const referencePercent = referenceRate(options);
      const spread = parseDecimal(rate.percent, RATE_DECIMALS) - parseRate(referencePercent);
      return yearlyRate(atLeast(spread, rate.floorPercent), rate.daysInYear, referencePercent);
    }
    case "reference": {
      const referencePercent = referenceRate(options);
      return yearlyRate(
        atLeast(parseRate(referencePercent), rate.floorPercent),
        rate.daysInYear,
        referencePercent,
      );
    }
    case "fixed": {
      const points = parseDecimal(rate.basisPointsPerDay, RATE_DECIMALS);
      return {
        referencePercent: undefined,
        rate: { value: rate.basisPointsPerDay, unit: "basisPointsPerDay" },
        share: { numerator: points, denominator: 10_000n * SCALE },
      };
    }
  }
}

/** 10^-6 percent, or basis points, are the units of rates. */
const SCALE = 10n ** BigInt(RATE_DECIMALS);

function yearlyRate(percentE6: bigint, daysInYear: DaysInYear, referencePercent: string): DayRate {
  return {
    referencePercent,
    rate: { value: formatDecimal(percentE6, RATE_DECIMALS), unit: `percentPer${daysInYear}` },
    share: { numerator: percentE6, denominator: 100n * SCALE * BigInt(daysInYear) },
  };
}

function referenceRate({ convention, date, referenceRates }: ChargeOfDayOptions): string {
  const percent = referenceRates.get(date);
  if (percent === undefined) throw new MissingReferenceRateError(date, convention.name);
  return percent;
}

function atLeast(percentE6: bigint, floorPercent: string): bigint {
  const floor = parseDecimal(floorPercent, RATE_DECIMALS);
  return percentE6 > floor ? percentE6 : floor;
}

function roundedDay(exact: Fraction, rounding: Rounding): Fraction {
  return rounding.of === "day" ? { numerator: roundFraction(exact, rounding), denominator: 1n } : exact;
}
