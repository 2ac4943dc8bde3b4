import type { CalendarDate } from "../calendar/CalendarDate.ts";
import type { CouponPeriod } from "./types.ts";
import type { PrincipalPayment } from "./principalPayments.ts";

/** What `faceLeftOn` works on. */
export interface FaceLeftOptions {
  readonly periods: readonly Pick<CouponPeriod, "paymentDate">[];
  /** The face of one bond from coupon to coupon (`principalPayments`). */
  readonly principals: readonly PrincipalPayment[];
  readonly date: CalendarDate;
}

/** Face of one bond that is left on a date, after what is repaid on it; in minor units. */
export function faceLeftOn({ periods, principals, date }: FaceLeftOptions): bigint {
  const next = periods.findIndex(({ paymentDate }) => paymentDate > date);
  return principals[next]?.facePerUnit ?? 0n;
}
