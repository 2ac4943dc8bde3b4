import { couponDates } from "../bonds/couponDates.ts";
import { couponSchedule } from "../bonds/couponSchedule.ts";
import { faceLeftOn } from "../bonds/faceLeftOn.ts";
import { principalPayments } from "../bonds/principalPayments.ts";
import type { CalendarDate } from "../calendar/CalendarDate.ts";
import type { TermSheet } from "../terms/TermSheet.ts";

/**
 * Face of one bond that its terms leave on a date, in minor units: the denomination, less what is repaid by then; zero
 * once it is redeemed. What redemptions pro rata repaid is known from the bond's contract only.
 */
export function unitFaceOn(termSheet: TermSheet, date: CalendarDate): bigint {
  const { denomination, amortisation } = termSheet;
  const principals = principalPayments({ denomination, amortisation, dates: couponDates(termSheet) });
  return faceLeftOn({ periods: couponSchedule(termSheet).periods, principals, date });
}
