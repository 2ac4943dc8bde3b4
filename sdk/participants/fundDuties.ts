/** What somebody does for a fund under dual control, by number on chain (IFundAccount.Duty). */
export const FUND_DUTIES = ["without a duty", "fund manager", "trader", "compliance officer"] as const;

/** A duty in the account of a fund. */
export type FundDuty = (typeof FUND_DUTIES)[number];
