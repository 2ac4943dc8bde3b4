import { parseCalendarDate } from "../calendar/parseCalendarDate.ts";
import type { FailsConvention, FailsParameters } from "./FailsConvention.ts";

const common = {
  chargedDays: "calendar",
  rounding: { of: "total", unit: 1n, direction: "halfUp" },
} as const satisfies Partial<FailsParameters>;

const threshold = { amount: 500_00n, reached: "above" } as const;

/**
 * U.S. Treasury securities: max(3 % - target federal funds rate, floor) a year on the proceeds, for every calendar
 * day from the intended settlement date until delivery, over 360. The lower end of the target where it is a range, as
 * of 5 p.m. in New York on the business day before each day. The seller pays. Agency debt follows the same rates
 * since 1 February 2012.
 *
 * Where the threshold is of a counterparty and a month, charge every calendar month by itself.
 */
export const tmpgConvention: FailsConvention = {
  name: "TMPG fails charge, U.S. Treasury securities",
  currency: "USD",
  chargedSides: ["seller"],
  parameters: [
    {
      ...common,
      effectiveFrom: parseCalendarDate("2009-05-01"),
      source:
        "Treasury Market Practices Group and SIFMA, U.S. Treasury Securities Fails Charge Trading Practice of 15 January 2009, in use from 1 May 2009 (Federal Reserve Bank of New York, press releases of both days); K. Garbade and others, The Introduction of the TMPG Fails Charge for U.S. Treasury Securities, Economic Policy Review 16 (2)",
      assumption:
        "Rounded to the nearest cent. A charge of exactly $500 is not claimed, as the practice of 2016 says in words.",
      rate: { kind: "spread", percent: "3", floorPercent: "0", daysInYear: 360 },
      claimThreshold: { ...threshold, scope: "trade" },
    },
    {
      ...common,
      effectiveFrom: parseCalendarDate("2016-07-13"),
      source:
        "Treasury Market Practices Group, revision announced on 29 June 2016, U.S. Treasury Securities Fails Charge Trading Practice dated 13 July 2016: claims are made when the charges against a counterparty exceed $500 in a calendar month, no longer trade by trade",
      assumption:
        "The first day of use was not found: the date of the revised practice is taken. Rounded to the nearest cent.",
      rate: { kind: "spread", percent: "3", floorPercent: "0", daysInYear: 360 },
      claimThreshold: { ...threshold, scope: "counterpartyMonth" },
    },
    {
      ...common,
      effectiveFrom: parseCalendarDate("2018-07-02"),
      source:
        "Treasury Market Practices Group, practice updated on 12 April 2018, in use from 2 July 2018 (announcement of 23 April 2018): floor of 1 % a year; the same for cleared trades, SEC release 34-83457, SR-FICC-2018-004, 83 FR 29150",
      assumption: "Rounded to the nearest cent.",
      rate: { kind: "spread", percent: "3", floorPercent: "1", daysInYear: 360 },
      claimThreshold: { ...threshold, scope: "counterpartyMonth" },
    },
  ],
};
