import type { CashDeposits } from "./CashDeposits.ts";
import type { Party } from "./Party.ts";
import type { TermSheet } from "./TermSheet.ts";
import type { TradeTicket } from "./TradeTicket.ts";

/** The texts of the four files of a scenario. */
export interface ScenarioTexts {
  readonly terms: string;
  readonly parties: string;
  readonly trades: string;
  readonly cash: string;
}

/** What the four files of a scenario are called in errors; what is left out, by what is in it. */
export type ScenarioFileNames = Partial<ScenarioTexts>;

/** A scenario, checked: one bond, who takes part, what they trade and the cash they bring. */
export interface Scenario {
  readonly terms: TermSheet;
  readonly parties: readonly Party[];
  readonly trades: readonly TradeTicket[];
  readonly cash: CashDeposits;
}
