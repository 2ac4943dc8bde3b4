import type { FundDuty } from "../../../sdk/participants/fundDuties.ts";

/** Duties in a fund's account as one writes them on a command line. */
export const FUND_DUTY_WORDS = ["manager", "trader", "compliance", "none"] as const;

/** What each of them means. */
export const DUTY_OF_WORD: Readonly<Record<(typeof FUND_DUTY_WORDS)[number], FundDuty>> = {
  manager: "fund manager",
  trader: "trader",
  compliance: "compliance officer",
  none: "without a duty",
};
