import type { BusinessCentre } from "../calendar/BusinessCentre.ts";
import { parseCalendarDate } from "../calendar/parseCalendarDate.ts";
import { secondsAtTimeOfDay } from "../calendar/secondsAtTimeOfDay.ts";

/**
 * A local moment of a business centre in seconds since 1970-01-01T00:00:00Z.
 *
 * @param moment YYYY-MM-DDTHH:MM
 * @throws InvalidDateError, InvalidTimeError when the text is not such a moment
 * @throws DateOutsideCalendarError when the calendar of the centre does not cover that year
 */
export function secondsAtMoment(moment: string, centre: BusinessCentre): bigint {
  const at = moment.indexOf("T");
  return secondsAtTimeOfDay({
    date: parseCalendarDate(moment.slice(0, at)),
    time: moment.slice(at + 1),
    centre,
  });
}
