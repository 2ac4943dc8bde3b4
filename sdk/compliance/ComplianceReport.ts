import type { TicketProposal } from "./TicketProposal.ts";

/** What can come of a rule, by number in the hash of the report. */
export const COMPLIANCE_STATUSES = ["passed", "breached", "unknown", "not applicable"] as const;

/** What came of a rule. Unknown: its facts are missing; it stops the trade as a breach does. */
export type ComplianceStatus = (typeof COMPLIANCE_STATUSES)[number];

/** What came of one rule for one fund. */
export interface ComplianceResult {
  /** Id of the rule in the guidelines. */
  readonly rule: string;
  /** Account of the fund. */
  readonly fund: string;
  readonly status: ComplianceStatus;
  /** What was found; empty when it is not known or does not matter. */
  readonly value: string;
  /** What the rule says; empty when it does not matter. */
  readonly limit: string;
  /** A sentence for people. */
  readonly text: string;
}

/**
 * What came of checking a proposal against guidelines: one result for every fund and every rule. Its hash (`complianceHash`) is
 * what a ticket says of its compliance. Moments are seconds since 1970-01-01T00:00:00Z.
 */
export interface ComplianceReport {
  readonly proposal: TicketProposal;
  /** Hash of the guidelines (`guidelinesHash`). */
  readonly guidelines: string;
  /** Hash of the facts (`factsHash`). */
  readonly facts: string;
  /** Face of one bond, in minor units; zero when it is not known, and then no ticket can be written. */
  readonly denomination: bigint;
  /** When the facts were read. */
  readonly asOf: bigint;
  /** First second in which the report is too old. */
  readonly validUntil: bigint;
  /** By fund in the order of the split, and by rule in the order of the guidelines. */
  readonly results: readonly ComplianceResult[];
}
