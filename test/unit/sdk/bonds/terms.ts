import type { BondTerms } from "../../../../sdk/bonds/types.ts";
import { parseCalendarDate as day } from "../../../../sdk/calendar/parseCalendarDate.ts";

/** A bond of five years with two coupons a year, all periods regular; tests change what they are about. */
export const regularBond: BondTerms = {
  couponRatePercent: "1.483",
  couponsPerYear: 2,
  issueDate: day("2025-03-14"),
  maturityDate: day("2030-03-14"),
  businessDayConvention: "preceding",
  businessCentre: "Asia/Tokyo",
  recordDateRule: { businessDaysBeforePayment: 1 },
  closedPeriodRule: { businessDaysBeforeRedemption: 3 },
};
