/** The business centres known: by the name of their time zone, and the euro's payment system by its own. */
export const BUSINESS_CENTRES = ["Asia/Tokyo", "Europe/London", "America/New_York", "TARGET"] as const;

/** A place whose banks, and for a principal centre whose clocks, a contract goes by. */
export type BusinessCentre = (typeof BUSINESS_CENTRES)[number];

/** The centres whose clocks are known too, so that days there can be told in seconds. */
export const PRINCIPAL_CENTRES = ["Asia/Tokyo"] as const satisfies readonly BusinessCentre[];

/**
 * One centre, or several of which all must be open (joint calendar). The first is the principal one: days begin by its
 * clock.
 */
export type BusinessCentres = BusinessCentre | readonly BusinessCentre[];

/** What is known of a business centre. */
export interface BusinessCentreCalendar {
  readonly centre: BusinessCentre;
  /**
   * Seconds that local time is ahead of UTC over all the years covered. Left out where clocks change in the year, and
   * where the centre is no place: such a calendar is for holidays only.
   */
  readonly utcOffsetSeconds?: number;
  /** First and last year whose holidays are known. */
  readonly firstYear: number;
  readonly lastYear: number;
  /** Whether banks are closed on a date besides Saturdays and Sundays, by the text YYYY-MM-DD. */
  readonly isHoliday: (date: string) => boolean;
}
