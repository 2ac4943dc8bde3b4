import { dayOfMonth } from "../../calendar/dayOfMonth.ts";
import { isEndOfFebruary } from "../../calendar/isEndOfFebruary.ts";
import { days360 } from "./days360.ts";
import type { AccrualPeriod, DayCountFraction } from "./types.ts";

/**
 * 30/360 US: as Bond Basis, and the last day of February counts as the 30th at the start of the period, and at its end
 * where the period starts on the last day of a February too.
 * Source: SIFMA (SIA), Standard Securities Calculation Methods, 30/360 day count, for bonds that pay at the ends of
 * months; the same at the start of a period that ends on any day.
 */
export function thirty360Us({ startDate, endDate }: AccrualPeriod): DayCountFraction {
  const fromFebruary = isEndOfFebruary(startDate);
  const day1 = fromFebruary ? 30 : Math.min(dayOfMonth(startDate), 30);
  const february2 = fromFebruary && isEndOfFebruary(endDate) ? 30 : dayOfMonth(endDate);
  const day2 = day1 === 30 ? Math.min(february2, 30) : february2;
  return days360({ date: startDate, day: day1 }, { date: endDate, day: day2 });
}
