import { InvalidPeriodError } from "../../errors/InvalidPeriodError.ts";
import { act360 } from "./act360.ts";
import { act365Fixed } from "./act365Fixed.ts";
import { actActAfb } from "./actActAfb.ts";
import { actActIcma } from "./actActIcma.ts";
import { actActIsda } from "./actActIsda.ts";
import { japanese } from "./japanese.ts";
import { nl365 } from "./nl365.ts";
import { thirty360 } from "./thirty360.ts";
import { thirty360Us } from "./thirty360Us.ts";
import { thirtyE360 } from "./thirtyE360.ts";
import { thirtyE360Isda } from "./thirtyE360Isda.ts";
import type { DayCountFraction, DayCountOptions } from "./types.ts";

/**
 * The part of a year that a period is, by any day count: an exact fraction in lowest terms, and the days it comes from.
 * Numerator and denominator stay below 2^32 for all dates there are. Each rule is described, with its source, in the
 * file of its function.
 *
 * @throws InvalidPeriodError when the period ends before it starts
 * @throws ReferencePeriodError when "actActIcma" or "japanese" lacks the regular coupon periods to go by
 * @throws InvalidDateError when a series of coupon dates leaves the years 0001 to 9999
 */
export function dayCountFraction(options: DayCountOptions): DayCountFraction {
  const { dayCount, startDate, endDate } = options;
  if (endDate < startDate) throw new InvalidPeriodError(startDate, endDate);
  switch (dayCount) {
    case "japanese":
      return japanese(options);
    case "act365F":
      return act365Fixed(options);
    case "act360":
      return act360(options);
    case "actActIcma":
      return actActIcma(options);
    case "actActIsda":
      return actActIsda(options);
    case "actActAfb":
      return actActAfb(options);
    case "30/360":
      return thirty360(options);
    case "30/360us":
      return thirty360Us(options);
    case "30E/360":
      return thirtyE360(options);
    case "30E/360isda":
      return thirtyE360Isda(options);
    case "nl365":
      return nl365(options);
  }
}
