declare const calendarDateBrand: unique symbol;

/**
 * A calendar day, written YYYY-MM-DD (ISO 8601), without time or time zone. Only `isCalendarDate` and
 * `parseCalendarDate` make one, so a value of this type is always a real day. Days sort as their texts do.
 */
export type CalendarDate = string & { readonly [calendarDateBrand]: true };
