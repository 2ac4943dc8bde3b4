import type { CouponSchedule } from "../bonds/types.ts";
import type { CalendarDate } from "../calendar/CalendarDate.ts";
import type { Draft } from "./checkFields.ts";
import type { TermSheet } from "./TermSheet.ts";

/** A term sheet whose dates give a coupon schedule, for the rules that need its coupons. */
export interface ScheduledTerms {
  readonly terms: Draft<TermSheet>;
  readonly schedule: CouponSchedule;
  /** The coupon dates, not moved to business days. */
  readonly dates: readonly CalendarDate[];
  /** Where the term sheet stands. */
  readonly path: string;
}
