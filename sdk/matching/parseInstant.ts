import { dayNumber } from "../calendar/dayNumber.ts";
import { isCalendarDate } from "../calendar/isCalendarDate.ts";
import { InvalidTimeError } from "../errors/InvalidTimeError.ts";

const FORM = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))$/;

/**
 * Reads a moment with its time zone: "2022-09-15T15:00:00+09:00" or "2022-09-15T06:00:00Z" (RFC 3339, whole seconds).
 *
 * @returns seconds since 1970-01-01T00:00:00Z
 * @throws InvalidTimeError when the text is anything else, or before that moment
 */
export function parseInstant(text: string): bigint {
  const [, date = "", hours, minutes, seconds, sign, offsetHours = 0, offsetMinutes = 0] =
    FORM.exec(text) ?? [];
  if (!isCalendarDate(date)) throw new InvalidTimeError(text);
  const time = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  const offset = (Number(offsetHours) * 3600 + Number(offsetMinutes) * 60) * (sign === "-" ? -1 : 1);
  const instant = dayNumber(date) * 86_400 + time - offset;
  if (instant < 0) throw new InvalidTimeError(text);
  return BigInt(instant);
}
