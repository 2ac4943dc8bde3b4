/** The business centres known, by the name of their time zone. */
export const BUSINESS_CENTRES = ["Asia/Tokyo"] as const;

/** A place whose banks and clocks a contract goes by. */
export type BusinessCentre = (typeof BUSINESS_CENTRES)[number];

/** What is known of a business centre. Its clocks keep one distance from UTC over all the years covered. */
export interface BusinessCentreCalendar {
  readonly centre: BusinessCentre;
  /** Seconds that local time is ahead of UTC. */
  readonly utcOffsetSeconds: number;
  /** First and last year whose holidays are known. */
  readonly firstYear: number;
  readonly lastYear: number;
  /** Whether banks are closed on a date besides Saturdays and Sundays, by the text YYYY-MM-DD. */
  readonly isHoliday: (date: string) => boolean;
}
