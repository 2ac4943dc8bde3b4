import { expect } from "chai";
import fc from "fast-check";

import { dateAt } from "../../../../sdk/calendar/dateAt.ts";
import { dateFromDayNumber } from "../../../../sdk/calendar/dateFromDayNumber.ts";
import { parseCalendarDate as day } from "../../../../sdk/calendar/parseCalendarDate.ts";
import { secondsAtStartOfDay } from "../../../../sdk/calendar/secondsAtStartOfDay.ts";
import { secondsAtTimeOfDay } from "../../../../sdk/calendar/secondsAtTimeOfDay.ts";
import { DateOutsideCalendarError } from "../../../../sdk/errors/DateOutsideCalendarError.ts";
import { InvalidTimeError } from "../../../../sdk/errors/InvalidTimeError.ts";

const centre = "Asia/Tokyo";
/** 1990-01-01T00:00+09:00 and 2050-12-31T23:59:59+09:00 by JavaScript's Date. */
const FIRST = Date.parse("1990-01-01T00:00:00+09:00") / 1000;
const LAST = Date.parse("2050-12-31T23:59:59+09:00") / 1000;
const tokyoClock = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Asia/Tokyo",
  dateStyle: "short",
  timeStyle: "medium",
});

describe("secondsAtStartOfDay", () => {
  it("gives midnight in Tokyo (1654182000 is 2022-06-02T15:00:00Z)", () => {
    expect(secondsAtStartOfDay(day("2022-06-03"), centre)).to.equal(1_654_182_000n);
  });

  it("shows as 00:00:00 of the date on Intl's clock for Asia/Tokyo", () => {
    fc.assert(
      fc.property(fc.integer({ min: 7_305, max: 29_584 }), (days) => {
        const date = dateFromDayNumber(days);
        const moment = new Date(Number(secondsAtStartOfDay(date, centre)) * 1000);
        expect(tokyoClock.format(moment)).to.equal(`${date} 00:00:00`);
      }),
    );
  });

  it("given a date outside the years known, refuses", () => {
    expect(() => secondsAtStartOfDay(day("2051-01-01"), centre)).to.throw(
      DateOutsideCalendarError,
      "2051-01-01 lies outside",
    );
  });
});

describe("dateAt", () => {
  it("gives the date Intl shows in Asia/Tokyo, at any second", () => {
    fc.assert(
      fc.property(fc.integer({ min: FIRST, max: LAST }), (seconds) => {
        expect(dateAt(BigInt(seconds), centre)).to.equal(
          tokyoClock.format(new Date(seconds * 1000)).slice(0, 10),
        );
      }),
    );
  });

  it("changes exactly at midnight in Tokyo", () => {
    const midnight = secondsAtStartOfDay(day("2025-09-12"), centre);
    expect(dateAt(midnight - 1n, centre)).to.equal("2025-09-11");
    expect(dateAt(midnight, centre)).to.equal("2025-09-12");
  });

  for (const seconds of [-1n, 253_402_214_400n]) {
    it(`refuses ${seconds}, which is no moment`, () => {
      expect(() => dateAt(seconds, centre))
        .to.throw(InvalidTimeError, `"${seconds}" is not a time.`)
        .with.property("code", "TIME_INVALID");
    });
  }

  for (const [seconds, date] of [
    [FIRST - 1, "1989-12-31"],
    [LAST + 1, "2051-01-01"],
  ] as const) {
    it(`refuses ${date}, outside the years known`, () => {
      expect(() => dateAt(BigInt(seconds), centre)).to.throw(
        DateOutsideCalendarError,
        `${date} lies outside`,
      );
    });
  }
});

describe("secondsAtTimeOfDay", () => {
  it("agrees with JavaScript's Date in JST", () => {
    const minutes = fc.integer({ min: 0, max: 1_439 });
    fc.assert(
      fc.property(minutes, (minute) => {
        const time = [Math.floor(minute / 60), minute % 60]
          .map((part) => part.toString().padStart(2, "0"))
          .join(":");
        const expected = Date.parse(`2025-09-12T${time}:00+09:00`) / 1000;
        return secondsAtTimeOfDay({ date: day("2025-09-12"), time, centre }) === BigInt(expected);
      }),
    );
  });

  for (const time of ["24:00", "9:00", "12:60", "12.30", "", "12:30:00"]) {
    it(`refuses "${time}"`, () => {
      expect(() => secondsAtTimeOfDay({ date: day("2025-09-12"), time, centre })).to.throw(
        InvalidTimeError,
        `"${time}" is not a time.`,
      );
    });
  }
});
