import { parseCalendarDate } from "../calendar/parseCalendarDate.ts";
import type { FailsConvention } from "./FailsConvention.ts";

/**
 * Japanese government bonds between the members of the market: max(3 % - reference rate, 0) a year on the amount to be
 * paid (受渡金額), for every calendar day, over 365. The side that fails to deliver pays.
 */
export const jsdaConvention: FailsConvention = {
  name: "JSDA fails charge, government bonds",
  currency: "JPY",
  chargedSides: ["seller"],
  parameters: [
    {
      effectiveFrom: parseCalendarDate("2010-11-01"),
      source:
        "Japan Securities Dealers Association, 国債の即時グロス決済に関するガイドライン, as revised in June 2010: fails charge from 1 November 2010; with フェイルチャージの実務に関する取扱指針",
      assumption:
        "The wording of the clauses was not at hand: formula, 3 % and 365 days are as this house was given them. Rounding (fractions of a yen cut off), no claim threshold and no later change of the rate are readings of this house.",
      rate: { kind: "spread", percent: "3", floorPercent: "0", daysInYear: 365 },
      chargedDays: "calendar",
      rounding: { of: "total", unit: 1n, direction: "down" },
    },
  ],
};
