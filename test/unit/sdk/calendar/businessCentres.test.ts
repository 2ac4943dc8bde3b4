import { expect } from "chai";
import fc from "fast-check";

import { addBusinessDays } from "../../../../sdk/calendar/addBusinessDays.ts";
import { addDays } from "../../../../sdk/calendar/addDays.ts";
import { adjustDate, BUSINESS_DAY_CONVENTIONS } from "../../../../sdk/calendar/adjustDate.ts";
import { BUSINESS_CENTRES, PRINCIPAL_CENTRES } from "../../../../sdk/calendar/BusinessCentre.ts";
import type { BusinessCentre } from "../../../../sdk/calendar/BusinessCentre.ts";
import { dateAt } from "../../../../sdk/calendar/dateAt.ts";
import { dateFromDayNumber } from "../../../../sdk/calendar/dateFromDayNumber.ts";
import { dateOf } from "../../../../sdk/calendar/dateOf.ts";
import { easterSunday } from "../../../../sdk/calendar/easterSunday.ts";
import { formatMoment } from "../../../../sdk/calendar/formatMoment.ts";
import { isBusinessDay } from "../../../../sdk/calendar/isBusinessDay.ts";
import { nthWeekday } from "../../../../sdk/calendar/nthWeekday.ts";
import { parseCalendarDate as day } from "../../../../sdk/calendar/parseCalendarDate.ts";
import { secondsAtStartOfDay } from "../../../../sdk/calendar/secondsAtStartOfDay.ts";
import { secondsAtTimeOfDay } from "../../../../sdk/calendar/secondsAtTimeOfDay.ts";
import { weekday } from "../../../../sdk/calendar/weekday.ts";
import { CentreWithoutClockError } from "../../../../sdk/errors/CentreWithoutClockError.ts";
import { DateOutsideCalendarError } from "../../../../sdk/errors/DateOutsideCalendarError.ts";
import { NoBusinessCentreError } from "../../../../sdk/errors/NoBusinessCentreError.ts";

/** The days from Monday to Friday of a year on which a centre is closed, as MM-DD. */
function closedOn(centre: BusinessCentre, year: number): readonly string[] {
  const closed: string[] = [];
  for (let date = dateOf(year, 1, 1); date.startsWith(year.toString()); date = addDays(date, 1)) {
    const isWeekend = [0, 6].includes(weekday(date));
    if (!isWeekend && !isBusinessDay(date, centre)) closed.push(date.slice(5));
  }
  return closed;
}

const insideCalendars = fc.integer({ min: 10_700, max: 29_000 }).map(dateFromDayNumber);
const someCentres = fc.shuffledSubarray([...BUSINESS_CENTRES], { minLength: 1 });

describe("the holidays of business centres", () => {
  for (const [centre, source, year, dates] of [
    [
      "Europe/London",
      "gov.uk, bank holidays: England and Wales",
      2020,
      "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",
    ],
    [
      "Europe/London",
      "gov.uk: jubilee and funeral",
      2022,
      "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    ],
    ["Europe/London", "gov.uk: coronation", 2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26"],
    ["Europe/London", "gov.uk", 2025, "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26"],
    ["Europe/London", "gov.uk", 2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"],
    ["Europe/London", "gov.uk", 2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"],
    [
      "Europe/London",
      "proclamation: golden jubilee",
      2002,
      "01-01 03-29 04-01 05-06 06-03 06-04 08-26 12-25 12-26",
    ],
    [
      "Europe/London",
      "proclamation: royal wedding",
      2011,
      "01-03 04-22 04-25 04-29 05-02 05-30 08-29 12-26 12-27",
    ],
    [
      "Europe/London",
      "proclamation: diamond jubilee",
      2012,
      "01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26",
    ],
    [
      "Europe/London",
      "proclamation: millennium",
      1999,
      "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28 12-31",
    ],
    [
      "America/New_York",
      "Federal Reserve Board",
      2020,
      "01-01 01-20 02-17 05-25 09-07 10-12 11-11 11-26 12-25",
    ],
    [
      "America/New_York",
      "Federal Reserve Board: first Juneteenth on a Saturday",
      2021,
      "01-01 01-18 02-15 05-31 07-05 09-06 10-11 11-11 11-25",
    ],
    [
      "America/New_York",
      "Federal Reserve Board",
      2025,
      "01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25",
    ],
    [
      "America/New_York",
      "Federal Reserve Board: 4 July on a Saturday",
      2026,
      "01-01 01-19 02-16 05-25 06-19 09-07 10-12 11-11 11-26 12-25",
    ],
    [
      "America/New_York",
      "Federal Reserve Board: Juneteenth on a Saturday",
      2027,
      "01-01 01-18 02-15 05-31 07-05 09-06 10-11 11-11 11-25",
    ],
    ["TARGET", "European Central Bank", 1999, "01-01 12-31"],
    ["TARGET", "European Central Bank", 2000, "04-21 04-24 05-01 12-25 12-26"],
    [
      "TARGET",
      "European Central Bank: euro cash changeover",
      2001,
      "01-01 04-13 04-16 05-01 12-25 12-26 12-31",
    ],
    ["TARGET", "European Central Bank", 2025, "01-01 04-18 04-21 05-01 12-25 12-26"],
    ["TARGET", "European Central Bank", 2026, "01-01 04-03 04-06 05-01 12-25"],
  ] as const) {
    it(`${centre} in ${year} are those of: ${source}`, () => {
      expect(closedOn(centre, year).join(" ")).to.equal(dates);
    });
  }

  it("keeps New York's banks open on days of mourning (11 June 2004, 5 December 2018, 9 January 2025)", () => {
    for (const date of ["2004-06-11", "2018-12-05", "2025-01-09"]) {
      expect(isBusinessDay(day(date), "America/New_York"), date).to.equal(true);
    }
  });

  for (const centre of ["Europe/London", "America/New_York", "TARGET"] as const) {
    it(`${centre} are known from 1999 to 2050, and not outside`, () => {
      expect(isBusinessDay(day("1999-01-04"), centre)).to.equal(true);
      expect(isBusinessDay(day("2050-12-30"), centre)).to.equal(true);
      for (const date of ["1998-12-31", "2051-01-03"]) {
        expect(() => isBusinessDay(day(date), centre)).to.throw(
          DateOutsideCalendarError,
          `The holidays of ${centre} are known from 1999 to 2050; ${date} lies outside.`,
        );
      }
    });
  }
});

describe("joint calendars", () => {
  const all = ["Asia/Tokyo", "Europe/London", "America/New_York", "TARGET"] as const;

  it("are open only when every centre is", () => {
    fc.assert(
      fc.property(insideCalendars, someCentres, (date, centres) => {
        expect(isBusinessDay(date, centres)).to.equal(centres.every((centre) => isBusinessDay(date, centre)));
      }),
    );
  });

  // Golden Week and May Day 2026: TARGET closed on Friday 1 May; Tokyo from Monday the 4th to Wednesday the 6th.
  for (const [convention, from, to] of [
    ["following", "2026-05-01", "2026-05-07"],
    ["preceding", "2026-05-06", "2026-04-30"],
    ["modifiedFollowing", "2026-05-01", "2026-05-07"],
    ["none", "2026-05-01", "2026-05-01"],
  ] as const) {
    it(`${convention} moves ${from} to ${to}`, () => {
      expect(adjustDate({ date: day(from), convention, centre: ["Asia/Tokyo", "TARGET"] })).to.equal(to);
    });
  }

  it("modifiedFollowing stays in the month (Friday 2027-12-31: Tokyo closed until Monday 3 January)", () => {
    const moved = adjustDate({ date: day("2027-12-31"), convention: "modifiedFollowing", centre: all });
    expect(moved).to.equal("2027-12-30");
  });

  it("count business days that all share (Thanksgiving Day 2027-11-25 between two of them)", () => {
    expect(addBusinessDays({ date: day("2027-11-24"), days: 1, centre: all })).to.equal("2027-11-26");
    expect(addBusinessDays({ date: day("2027-11-26"), days: -2, centre: all })).to.equal("2027-11-22");
  });

  it("give the same dates in any order of centres", () => {
    const conventions = fc.constantFrom(...BUSINESS_DAY_CONVENTIONS);
    fc.assert(
      fc.property(insideCalendars, someCentres, conventions, (date, centres, convention) => {
        expect(adjustDate({ date, convention, centre: centres })).to.equal(
          adjustDate({ date, convention, centre: centres.toReversed() }),
        );
      }),
    );
  });

  it("know only the years that every centre knows", () => {
    expect(isBusinessDay(day("1998-12-30"), "Asia/Tokyo")).to.equal(true);
    expect(() => isBusinessDay(day("1998-12-30"), all)).to.throw(DateOutsideCalendarError, "Europe/London");
  });

  it("without any centre are refused", () => {
    for (const ask of [
      () => isBusinessDay(day("2025-03-14"), []),
      () => adjustDate({ date: day("2025-03-14"), convention: "following", centre: [] }),
      () => secondsAtStartOfDay(day("2025-03-14"), []),
      () => formatMoment(0n, []),
    ]) {
      expect(ask)
        .to.throw(NoBusinessCentreError, "No business centre is given.")
        .with.property("code", "BUSINESS_CENTRE_MISSING");
    }
  });
});

describe("the clock of several centres", () => {
  const joint = ["Asia/Tokyo", "America/New_York"] as const;

  it("is that of the first", () => {
    const date = day("2022-06-03");
    expect(secondsAtStartOfDay(date, joint)).to.equal(secondsAtStartOfDay(date, "Asia/Tokyo"));
    expect(secondsAtTimeOfDay({ date, time: "09:00", centre: joint })).to.equal(1_654_214_400n);
    expect(dateAt(1_654_182_000n, joint)).to.equal("2022-06-03");
    expect(formatMoment(1_654_182_000n, joint)).to.equal("2022-06-03 00:00 Asia/Tokyo");
  });

  it("given a first centre whose holidays alone are known, is refused and says what to do", () => {
    expect(PRINCIPAL_CENTRES).to.deep.equal(["Asia/Tokyo"]);
    for (const centre of ["Europe/London", "America/New_York", "TARGET"] as const) {
      for (const ask of [
        () => secondsAtStartOfDay(day("2025-03-14"), centre),
        () => secondsAtTimeOfDay({ date: day("2025-03-14"), time: "09:00", centre: [centre, "Asia/Tokyo"] }),
        () => dateAt(1_654_182_000n, centre),
        () => formatMoment(1_654_182_000n, centre),
      ]) {
        expect(ask)
          .to.throw(CentreWithoutClockError, `Days in ${centre} cannot be told in seconds`)
          .that.includes({
            code: "CENTRE_WITHOUT_CLOCK",
            hint: `Name a principal centre first (Asia/Tokyo), and ${centre} as a joint centre for its holidays.`,
          });
      }
    }
  });
});

describe("dates that move from year to year", () => {
  // U.S. Census Bureau, Easter dates; 1954, 1981 and 2049 are the years in which the tables place the moon a day early.
  for (const date of [
    "1954-04-18",
    "1981-04-19",
    "2000-04-23",
    "2008-03-23",
    "2024-03-31",
    "2025-04-20",
    "2038-04-25",
    "2049-04-18",
  ]) {
    it(`Easter Sunday is ${date}`, () => expect(easterSunday(Number(date.slice(0, 4)))).to.equal(date));
  }

  it("Easter Sunday is a Sunday between 22 March and 25 April of any year", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1583, max: 9999 }), (year) => {
        const date = easterSunday(year);
        expect(weekday(date)).to.equal(0);
        expect(date.slice(5) >= "03-22" && date.slice(5) <= "04-25").to.equal(true);
      }),
    );
  });

  it("weekdays are those of JavaScript's Date", () => {
    fc.assert(
      fc.property(fc.integer({ min: -719_162, max: 2_932_896 }), (days) => {
        expect(weekday(dateFromDayNumber(days))).to.equal(new Date(days * 86_400_000).getUTCDay());
      }),
    );
  });

  it("the nth weekday of a month is counted from its first, the last from its end", () => {
    const may = { year: 2026, month: 5, day: 5 };
    expect(([1, 2, 3, 4] as const).map((nth) => nthWeekday({ ...may, nth }))).to.deep.equal([
      "2026-05-01",
      "2026-05-08",
      "2026-05-15",
      "2026-05-22",
    ]);
    expect(nthWeekday({ ...may, nth: "last" })).to.equal("2026-05-29");
    expect(nthWeekday({ ...may, day: 0, nth: "last" })).to.equal("2026-05-31");
  });
});
