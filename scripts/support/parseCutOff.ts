import type { BusinessCentre } from "../../sdk/calendar/BusinessCentre.ts";
import type { CalendarDate } from "../../sdk/calendar/CalendarDate.ts";
import { secondsAtTimeOfDay } from "../../sdk/calendar/secondsAtTimeOfDay.ts";
import { parseMoment } from "./advanceTo.ts";
import { UsageError } from "./UsageError.ts";

/** What a cut-off belongs to. */
export interface CutOffOptions {
  /** The settlement date. */
  readonly date: CalendarDate;
  readonly centre: BusinessCentre;
}

/**
 * The moment of a cut-off: HH:MM on the settlement date, or YYYY-MM-DDTHH:MM for a trade that is tried again on later days.
 *
 * @throws UsageError when it is not after the start of the settlement date
 */
export function parseCutOff(text: string, { date, centre }: CutOffOptions): bigint {
  const start = secondsAtTimeOfDay({ date, time: "00:00", centre });
  const cutOff = /^\d\d:\d\d$/.test(text)
    ? secondsAtTimeOfDay({ date, time: text, centre })
    : parseMoment(text, centre);
  if (cutOff > start) return cutOff;
  throw new UsageError(
    `The cut-off ${text} does not lie after the start of the settlement date ${date}.`,
    "Give --cut-off HH:MM on the settlement date, or YYYY-MM-DDTHH:MM on a later day.",
  );
}
