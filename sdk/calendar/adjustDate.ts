import type { BusinessCentres } from "./BusinessCentre.ts";
import type { CalendarDate } from "./CalendarDate.ts";
import { addDays } from "./addDays.ts";
import { isBusinessDay } from "./isBusinessDay.ts";

/** The ways to move a date that is not a business day. */
export const BUSINESS_DAY_CONVENTIONS = ["none", "following", "modifiedFollowing", "preceding"] as const;

/** How a date that is not a business day is moved. */
export type BusinessDayConvention = (typeof BUSINESS_DAY_CONVENTIONS)[number];

/** What `adjustDate` works on. */
export interface AdjustDateOptions {
  readonly date: CalendarDate;
  readonly convention: BusinessDayConvention;
  readonly centre: BusinessCentres;
}

/**
 * Moves a date to a business day: `following` to the next, `preceding` to the one before (前銀行営業日に繰り上げる),
 * `modifiedFollowing` to the next unless that falls into another month, then to the one before; `none` leaves
 * it.
 * Source: ISDA 2006 Definitions, section 4.12; the Japanese wording is that of straight bonds' terms.
 *
 * Of several centres the joint calendar counts: a business day is one in all of them.
 *
 * @throws DateOutsideCalendarError when the holidays of that year are not known
 * @throws NoBusinessCentreError when the list of centres is empty
 */
export function adjustDate({ date, convention, centre }: AdjustDateOptions): CalendarDate {
  switch (convention) {
    case "none":
      return date;
    case "following":
      return nearest(date, centre, 1);
    case "preceding":
      return nearest(date, centre, -1);
    case "modifiedFollowing": {
      const next = nearest(date, centre, 1);
      return next.slice(0, 7) === date.slice(0, 7) ? next : nearest(date, centre, -1);
    }
  }
}

function nearest(date: CalendarDate, centre: BusinessCentres, step: 1 | -1): CalendarDate {
  let day = date;
  while (!isBusinessDay(day, centre)) day = addDays(day, step);
  return day;
}
