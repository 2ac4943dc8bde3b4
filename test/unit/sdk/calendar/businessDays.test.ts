import { expect } from "chai";
import fc from "fast-check";

import { addBusinessDays } from "../../../../sdk/calendar/addBusinessDays.ts";
import { adjustDate } from "../../../../sdk/calendar/adjustDate.ts";
import { dateFromDayNumber } from "../../../../sdk/calendar/dateFromDayNumber.ts";
import { isBusinessDay } from "../../../../sdk/calendar/isBusinessDay.ts";
import { parseCalendarDate as day } from "../../../../sdk/calendar/parseCalendarDate.ts";
import { DateOutsideCalendarError } from "../../../../sdk/errors/DateOutsideCalendarError.ts";
import { bondVectors } from "../bondVectors.ts";

const centre = "Asia/Tokyo";
const insideCalendar = fc.integer({ min: 7_400, max: 29_100 }).map(dateFromDayNumber);

describe("isBusinessDay in Tokyo", () => {
  // Cabinet Office, 国民の祝日について, for the national holidays; Banking Act order art. 5 for the year's end.
  for (const [date, why] of [
    ["2022-06-04", "Saturday"],
    ["2022-06-05", "Sunday"],
    ["2022-12-31", "31 December"],
    ["2024-12-31", "31 December on a Tuesday"],
    ["2025-01-01", "New Year's Day"],
    ["2025-01-02", "2 January on a Thursday"],
    ["2025-01-03", "3 January on a Friday"],
    ["2019-04-30", "holiday between two holidays"],
    ["2019-05-01", "accession of the Emperor, 2019 only"],
    ["2019-10-22", "enthronement ceremony, 2019 only"],
    ["2021-07-23", "Sports Day moved for the Olympic Games"],
    ["2021-08-09", "in lieu of Mountain Day on a Sunday"],
    ["2025-02-24", "in lieu of the Emperor's Birthday on a Sunday"],
    ["2025-05-06", "in lieu of Greenery Day on a Sunday"],
    ["2025-09-15", "Respect for the Aged Day"],
    ["2026-09-22", "Tuesday between Respect for the Aged Day and the autumnal equinox"],
  ] as const) {
    it(`is false on ${date}: ${why}`, () => expect(isBusinessDay(day(date), centre)).to.equal(false));
  }

  for (const [date, why] of [
    ["2022-06-03", "Friday"],
    ["2024-12-30", "Monday, 30 December"],
    ["2021-07-19", "the third Monday of July, not Marine Day that year"],
    ["2024-01-04", "first business day of the year"],
    ["2025-12-25", "Christmas is no holiday"],
  ] as const) {
    it(`is true on ${date}: ${why}`, () => expect(isBusinessDay(day(date), centre)).to.equal(true));
  }

  it("agrees with JavaScript's Date on weekends", () => {
    fc.assert(
      fc.property(insideCalendar, (date) => {
        const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
        return (weekday !== 0 && weekday !== 6) || !isBusinessDay(date, centre);
      }),
    );
  });

  for (const date of ["1989-12-29", "2051-01-04"]) {
    it(`given ${date}, outside the years known, refuses`, () => {
      expect(() => isBusinessDay(day(date), centre))
        .to.throw(
          DateOutsideCalendarError,
          `The holidays of Asia/Tokyo are known from 1990 to 2050; ${date} lies outside.`,
        )
        .with.property("code", "DATE_OUTSIDE_CALENDAR");
    });
  }
});

describe("adjustDate", () => {
  for (const { unadjusted, adjusted, source } of bondVectors.preceding) {
    it(`preceding moves ${unadjusted} to ${adjusted} (${source})`, () => {
      expect(adjustDate({ date: day(unadjusted), convention: "preceding", centre })).to.equal(adjusted);
    });
  }

  // By hand from the calendars of September 2025 (15th a holiday) and of August 2025 (30th a Saturday).
  for (const [convention, from, to] of [
    ["none", "2025-09-14", "2025-09-14"],
    ["following", "2025-09-14", "2025-09-16"],
    ["modifiedFollowing", "2025-09-14", "2025-09-16"],
    ["following", "2025-08-30", "2025-09-01"],
    ["modifiedFollowing", "2025-08-30", "2025-08-29"],
    ["preceding", "2025-01-03", "2024-12-30"],
  ] as const) {
    it(`${convention} moves ${from} to ${to}`, () => {
      expect(adjustDate({ date: day(from), convention, centre })).to.equal(to);
    });
  }

  it("leaves business days alone and always ends on one", () => {
    const conventions = fc.constantFrom("following", "modifiedFollowing", "preceding");
    fc.assert(
      fc.property(insideCalendar, conventions, (date, convention) => {
        const adjusted = adjustDate({ date, convention, centre });
        return isBusinessDay(adjusted, centre) && (!isBusinessDay(date, centre) || adjusted === date);
      }),
    );
  });
});

describe("addBusinessDays", () => {
  for (const [from, days, to, why] of [
    ["2022-09-14", 1, "2022-09-15", "Wednesday to Thursday"],
    ["2025-09-12", 1, "2025-09-16", "over a long weekend"],
    ["2025-09-13", 1, "2025-09-16", "from a Saturday"],
    ["2025-09-16", -1, "2025-09-12", "back over a long weekend"],
    ["2024-12-30", 1, "2025-01-06", "over the year's end"],
    ["2023-06-02", -3, "2023-05-30", "three back"],
    ["2025-09-14", 0, "2025-09-14", "zero leaves even a Sunday"],
  ] as const) {
    it(`${from} and ${days} make ${to}: ${why}`, () => {
      expect(addBusinessDays({ date: day(from), days, centre })).to.equal(to);
    });
  }

  it("undoes itself from a business day", () => {
    fc.assert(
      fc.property(insideCalendar, fc.integer({ min: 0, max: 30 }), (any, days) => {
        const date = adjustDate({ date: any, convention: "following", centre });
        return (
          addBusinessDays({ date: addBusinessDays({ date, days, centre }), days: -days, centre }) === date
        );
      }),
    );
  });

  it("given a way that leaves the years known, refuses", () => {
    expect(() => addBusinessDays({ date: day("2050-12-30"), days: 1, centre })).to.throw(
      DateOutsideCalendarError,
      "2051-01-01 lies outside",
    );
  });
});
