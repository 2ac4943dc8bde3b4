import { KessaiError } from "./KessaiError.ts";

/** What DateOutsideCalendarError is made of. */
export interface DateOutsideCalendarOptions {
  readonly date: string;
  readonly centre: string;
  readonly firstYear: number;
  readonly lastYear: number;
}

/** A date lies outside the years for which the holidays of a business centre are known. */
export class DateOutsideCalendarError extends KessaiError {
  readonly firstYear: number;
  readonly lastYear: number;

  constructor({ date, centre, firstYear, lastYear }: DateOutsideCalendarOptions) {
    super({
      code: "DATE_OUTSIDE_CALENDAR",
      message: `The holidays of ${centre} are known from ${firstYear} to ${lastYear}; ${date} lies outside.`,
      hint: "Check the year; for later years, update the holiday data first.",
      details: { date, centre, firstYear, lastYear },
    });
    this.firstYear = firstYear;
    this.lastYear = lastYear;
  }
}
