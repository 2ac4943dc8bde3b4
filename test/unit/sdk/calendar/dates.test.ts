import { expect } from "chai";
import fc from "fast-check";

import { addDays } from "../../../../sdk/calendar/addDays.ts";
import { addMonths } from "../../../../sdk/calendar/addMonths.ts";
import { dateFromDayNumber } from "../../../../sdk/calendar/dateFromDayNumber.ts";
import { dayNumber } from "../../../../sdk/calendar/dayNumber.ts";
import { daysBetween } from "../../../../sdk/calendar/daysBetween.ts";
import { isCalendarDate } from "../../../../sdk/calendar/isCalendarDate.ts";
import { parseCalendarDate as day } from "../../../../sdk/calendar/parseCalendarDate.ts";
import { InvalidDateError } from "../../../../sdk/errors/InvalidDateError.ts";

/** 0001-01-01 and 9999-12-31 as JavaScript's Date counts them. */
const FIRST = -719_162;
const LAST = 2_932_896;
const anyDay = fc.integer({ min: FIRST, max: LAST });

describe("calendar dates", () => {
  it("count days as JavaScript's Date does, both ways, over all years", () => {
    fc.assert(
      fc.property(anyDay, (days) => {
        const expected = new Date(days * 86_400_000).toISOString().slice(0, 10);
        expect(dateFromDayNumber(days)).to.equal(expected);
        expect(dayNumber(day(expected))).to.equal(days);
      }),
    );
  });

  it("cover 0001-01-01 to 9999-12-31 and nothing beyond", () => {
    expect(dateFromDayNumber(FIRST)).to.equal("0001-01-01");
    expect(dateFromDayNumber(LAST)).to.equal("9999-12-31");
    expect(() => addDays(day("9999-12-31"), 1)).to.throw(
      InvalidDateError,
      '"10000-01-01" is not a calendar date.',
    );
    expect(() => addDays(day("0001-01-01"), -1)).to.throw(
      InvalidDateError,
      '"0000-12-31" is not a calendar date.',
    );
  });

  it("sort as texts the way they sort as days", () => {
    fc.assert(fc.property(anyDay, anyDay, (a, b) => a < b === dateFromDayNumber(a) < dateFromDayNumber(b)));
  });

  for (const text of [
    "2023-02-29",
    "1900-02-29",
    "2024-02-30",
    "2024-13-01",
    "2024-00-10",
    "2024-04-31",
    "2024-1-1",
    "0000-01-01",
    "20240101",
    "2024-01-01T00:00:00Z",
    "",
  ]) {
    it(`refuses "${text}"`, () => {
      expect(isCalendarDate(text)).to.equal(false);
      expect(() => day(text))
        .to.throw(InvalidDateError, `"${text}" is not a calendar date.`)
        .with.property("code", "DATE_INVALID");
    });
  }

  for (const text of ["2024-02-29", "2000-02-29", "2022-12-31"]) {
    it(`accepts "${text}"`, () => expect(isCalendarDate(text)).to.equal(true));
  }
});

describe("daysBetween", () => {
  it("counts one end (45 days of calculation-memo.skr.jp's example, over a leap February)", () => {
    expect(daysBetween(day("2008-01-25"), day("2008-03-10"))).to.equal(45);
  });

  it("is what addDays adds, in either direction", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -200_000, max: 200_000 }),
        fc.integer({ min: -200_000, max: 200_000 }),
        (start, days) => {
          const date = dateFromDayNumber(start);
          return daysBetween(date, addDays(date, days)) === days;
        },
      ),
    );
  });
});

describe("addMonths", () => {
  it("given a month without that day, takes its last", () => {
    expect(addMonths({ date: day("2024-08-31"), months: 6 })).to.equal("2025-02-28");
    expect(addMonths({ date: day("2023-08-31"), months: 6 })).to.equal("2024-02-29");
  });

  it("given a roll day, returns to it", () => {
    expect(addMonths({ date: day("2025-02-28"), months: 6, rollDay: 31 })).to.equal("2025-08-31");
    expect(addMonths({ date: day("2025-02-28"), months: 6 })).to.equal("2025-08-28");
  });

  it("goes back over the year's end", () => {
    expect(addMonths({ date: day("2025-03-14"), months: -6 })).to.equal("2024-09-14");
    expect(addMonths({ date: day("2025-01-14"), months: -13 })).to.equal("2023-12-14");
  });
});
