import { formatDecimal } from "../../sdk/bonds/formatDecimal.ts";
import { RATE_DECIMALS } from "../../sdk/bonds/types.ts";
import type { CalendarDate } from "../../sdk/calendar/CalendarDate.ts";
import { secondsAtStartOfDay } from "../../sdk/calendar/secondsAtStartOfDay.ts";
import type { Kessai } from "../../sdk/client/Kessai.ts";
import { bondSchedule } from "../../sdk/client/readers/bondSchedule.ts";
import type { TermSheet } from "../../sdk/terms/TermSheet.ts";

/** What the chain knows of the coupon that runs on a date. */
export interface RunningCoupon {
  /** Face of a unit that is left, in minor units. */
  readonly facePerUnit?: bigint;
  /** Its rate in percent, where the term sheet does not say it and it is final. */
  readonly couponRatePercent?: string;
}

/** The face of a unit and the rate of the coupon that runs on a date, from the bond's schedule; nothing when none is stored. */
export async function runningCoupon(
  kessai: Kessai,
  { isin, businessCentre, floating, steps = [] }: TermSheet,
  date: CalendarDate,
): Promise<RunningCoupon> {
  const stored = await bondSchedule(kessai, isin);
  const start = secondsAtStartOfDay(date, businessCentre);
  const running = stored?.payments.find(({ isRecovery, payFrom }) => !isRecovery && payFrom > start);
  if (running === undefined) return {};
  const { facePerUnit, rateE8, isRateFinal } = running;
  const isOpen = floating !== undefined || steps.length > 0;
  return isOpen && isRateFinal
    ? { facePerUnit, couponRatePercent: formatDecimal(rateE8, RATE_DECIMALS) }
    : { facePerUnit };
}
