import type { BondFacts, FundFacts } from "../ComplianceFacts.ts";
import type { ComplianceResult } from "../ComplianceReport.ts";
import type { RatingScale } from "../RatingScale.ts";
import type { TicketProposal } from "../TicketProposal.ts";

/** What a rule is held against, for one fund. */
export interface RuleContext {
  readonly proposal: TicketProposal;
  /** The faces that the proposal has for the fund: several when its split names the fund more than once. */
  readonly faces: readonly bigint[];
  /** Their sum. */
  readonly face: bigint;
  /** Left out: nothing is known of the bond. */
  readonly bond?: BondFacts | undefined;
  /** Left out: nothing is known of the fund. */
  readonly fund?: FundFacts | undefined;
  /** Party id of a dealer by its account; nothing when it is not known. */
  readonly dealerOf: (account: string) => string | undefined;
  readonly ratingScales: readonly RatingScale[];
}

/** What came of a rule, before it is said for whom. */
export type RuleOutcome = Omit<ComplianceResult, "rule" | "fund">;
