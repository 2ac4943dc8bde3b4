import { dayOfMonth } from "../../calendar/dayOfMonth.ts";
import { days360 } from "./days360.ts";
import type { AccrualPeriod, DayCountFraction } from "./types.ts";

/**
 * 30/360 (Bond Basis, 360/360): the 31st counts as the 30th at the start of the period, and at its end only where the
 * period starts on the 30th or 31st.
 * Source: 2006 ISDA Definitions, section 4.16(f).
 */
export function thirty360({ startDate, endDate }: AccrualPeriod): DayCountFraction {
  const day1 = Math.min(dayOfMonth(startDate), 30);
  const day2 = day1 === 30 ? Math.min(dayOfMonth(endDate), 30) : dayOfMonth(endDate);
  return days360({ date: startDate, day: day1 }, { date: endDate, day: day2 });
}
