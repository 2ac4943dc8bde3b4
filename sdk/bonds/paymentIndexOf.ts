import type { CalendarDate } from "../calendar/CalendarDate.ts";
import type { Amortisation } from "./kinds.ts";

/**
 * The place of the coupon with which a part of the face is repaid, counted from 0.
 *
 * @param dates the coupon dates of the bond, not moved
 * @returns a place outside the list when the bond has no such coupon
 */
export function paymentIndexOf({ date, payment }: Amortisation, dates: readonly CalendarDate[]): number {
  if (payment !== undefined) return payment - 1;
  return date === undefined ? -1 : dates.indexOf(date);
}
