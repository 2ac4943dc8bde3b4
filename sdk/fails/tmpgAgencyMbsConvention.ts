import { parseCalendarDate } from "../calendar/parseCalendarDate.ts";
import type { FailsConvention } from "./FailsConvention.ts";

/**
 * U.S. agency mortgage-backed securities: as for Treasury securities, but with 2 %. The years before 2 July 2018,
 * which had a resolution period of two business days at first, are left out.
 */
export const tmpgAgencyMbsConvention: FailsConvention = {
  name: "TMPG fails charge, agency mortgage-backed securities",
  currency: "USD",
  chargedSides: ["seller"],
  parameters: [
    {
      effectiveFrom: parseCalendarDate("2018-07-02"),
      source:
        "Treasury Market Practices Group, Agency Debt and Agency MBS Fails Charge Trading Practice updated on 12 April 2018, in use from 2 July 2018 (announcement of 23 April 2018): floor of 1 % a year; 2 % and $500 a counterparty and month as in the fails charge calculator of Jordan & Jordan",
      assumption: "Rounded to the nearest cent.",
      rate: { kind: "spread", percent: "2", floorPercent: "1", daysInYear: 360 },
      chargedDays: "calendar",
      rounding: { of: "total", unit: 1n, direction: "halfUp" },
      claimThreshold: { amount: 500_00n, reached: "above", scope: "counterpartyMonth" },
    },
  ],
};
